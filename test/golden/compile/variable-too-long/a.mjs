export const process = (record) => record;
