const name = "fs";
export default await import(name);
