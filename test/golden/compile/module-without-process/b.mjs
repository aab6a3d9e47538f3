const run = (record) => record;
export { run as process };
