export default (record) => record;
