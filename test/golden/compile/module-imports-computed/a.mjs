const name = `fs`;
export default await import(`node:${name}`);
