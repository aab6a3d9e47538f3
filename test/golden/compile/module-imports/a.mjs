import { readFile } from "node:fs";
import lodash from "lodash";
export default lodash(readFile);
