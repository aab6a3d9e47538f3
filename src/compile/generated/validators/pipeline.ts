// @ts-nocheck
/** Generated from schemas/ by `npm run generate`; do not edit. */
import { formats, lengthInCharacters } from "../../schema/formats.ts";

export const pipeline = validate20;
const schema31 = {"type":"object","additionalProperties":false,"required":["pipelineName","steps"],"properties":{"pipelineName":{"type":"string","pattern":"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$","format":"pipeline-name"},"description":{"type":"string"},"principal":{"type":"string","pattern":"^User:(?!\\*$).+$","patternErrorMessage":"isn't a principal of the form \"User:name\" (\"User:*\" would be everybody)"},"producers":{"type":"array","items":{"type":"string","pattern":"^User:(?!\\*$).+$","patternErrorMessage":"isn't a principal of the form \"User:name\" (\"User:*\" would be everybody)"}},"allowedKafkaTopics":{"type":"array","items":{"type":"string","minLength":1}},"delivery":{"enum":["at-least-once","exactly-once"]},"variables":{"type":"object","maxProperties":500,"additionalProperties":{"type":["string","number","boolean"]}},"defaults":{"$ref":"#/$defs/stepDefaults"},"steps":{"type":"array","items":{"$ref":"#/$defs/step"},"minItems":1}},"$defs":{"step":{"type":"object","additionalProperties":false,"required":["stepName"],"properties":{"stepName":{"type":"string","pattern":"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$","format":"step-name"},"description":{"type":"string"},"stepType":{"enum":["PIPELINE","INITIAL_PIPELINE","SINK"]},"processor":{"$ref":"#/$defs/processor"},"inputs":{"type":"array","items":{"$ref":"#/$defs/input"},"minItems":1},"outputs":{"type":"array","items":{"$ref":"#/$defs/output"}},"ordering":{"enum":["partition","key","none"]},"concurrency":{"type":"integer","minimum":1,"maximum":1000},"threads":{"type":"integer","minimum":1,"maximum":64},"delivery":{"enum":["at-least-once","exactly-once"]},"schema":{"$ref":"#/$defs/payloadSchema"},"retry":{"$ref":"#/$defs/retry"},"deadLetterHeaders":{"enum":["sluiceway","spring","connect"]},"timeout":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"topics":{"$ref":"#/$defs/stepTopics"},"start":{"$ref":"#/$defs/start"},"producer":{"type":"string","minLength":1},"consumer":{"type":"string","minLength":1}}},"stepDefaults":{"type":"object","additionalProperties":false,"properties":{"ordering":{"enum":["partition","key","none"]},"concurrency":{"type":"integer","minimum":1,"maximum":1000},"threads":{"type":"integer","minimum":1,"maximum":64},"retry":{"$ref":"#/$defs/retry"},"deadLetterHeaders":{"enum":["sluiceway","spring","connect"]},"timeout":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"topics":{"$ref":"#/$defs/stepTopics"},"start":{"$ref":"#/$defs/start"},"producer":{"type":"string","minLength":1},"consumer":{"type":"string","minLength":1}}},"processor":{"type":"object","additionalProperties":false,"properties":{"builtin":{"type":"string","minLength":1},"module":{"type":"string","pattern":"\\.mjs$","patternErrorMessage":"isn't the path of an .mjs file"},"http":{"$ref":"#/$defs/httpProcessor"},"grpc":{"$ref":"#/$defs/grpcProcessor"},"config":{}},"oneOf":[{"required":["builtin"]},{"required":["module"]},{"required":["http"]},{"required":["grpc"]}],"errorMessage":"has exactly one of `builtin`, `module`, `http` and `grpc`"},"input":{"type":"object","additionalProperties":false,"properties":{"type":{"enum":["KAFKA","INTERNAL"],"errorMessage":"must be KAFKA or INTERNAL (a gRPC service is called by a processor: `processor: { grpc: … }`)"},"kafkaTopic":{"type":"string","minLength":1},"sourceStep":{"type":"string","minLength":1},"consumerGroup":{"type":"string","minLength":1,"pattern":"^(?!\\*$)","patternErrorMessage":"must name one group (\"*\" would be all of them)"},"start":{"$ref":"#/$defs/start"},"schema":{"$ref":"#/$defs/payloadSchema"}}},"output":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"type":{"enum":["KAFKA","INTERNAL"],"errorMessage":"must be KAFKA or INTERNAL (a gRPC service is called by a processor: `processor: { grpc: … }`)"},"kafkaTopic":{"type":"string","minLength":1},"targetStep":{"type":"string","minLength":1},"partitioning":{"enum":["key","round-robin"]},"closesCycle":{"type":"boolean"},"schema":{"$ref":"#/$defs/payloadSchema"}}},"retry":{"type":"object","additionalProperties":false,"properties":{"maxAttempts":{"type":"integer","minimum":1,"maximum":1000},"initialBackoff":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"multiplier":{"type":"number","minimum":1,"maximum":100},"maxBackoff":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"tiers":{"type":"array","maxItems":10,"items":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"}},"order":{"enum":["block","topic","topic-with-key"]}}},"stepTopics":{"type":"object","additionalProperties":false,"properties":{"input":{"$ref":"#/$defs/topicSettings"},"output":{"$ref":"#/$defs/topicSettings"},"error":{"$ref":"#/$defs/topicSettings"},"dead-letter":{"$ref":"#/$defs/topicSettings"},"retry":{"$ref":"#/$defs/topicSettings"}}},"topicSettings":{"type":"object","additionalProperties":false,"properties":{"partitions":{"type":"integer","minimum":1,"maximum":100000},"replicationFactor":{"type":"integer","minimum":1,"maximum":32767},"retention":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"config":{"$ref":"#/$defs/rawTopicConfig"}}},"rawTopicConfig":{"type":"object","properties":{"retention.ms":{"not":{},"errorMessage":"is declared as `retention` beside `config`"}},"additionalProperties":{"type":["string","number","boolean"]}},"httpProcessor":{"type":"object","additionalProperties":false,"properties":{"url":{"type":"string","pattern":"^https?://","patternErrorMessage":"isn't an http:// or https:// URL"},"service":{"type":"string","minLength":1,"maxLength":200},"path":{"type":"string","pattern":"^/","patternErrorMessage":"must begin with \"/\""},"batch":{"type":"integer","minimum":1,"maximum":10000}},"oneOf":[{"required":["url"]},{"required":["service"]}],"errorMessage":"has exactly one of `url` and `service`"},"grpcProcessor":{"type":"object","additionalProperties":false,"required":["service"],"properties":{"service":{"type":"string","minLength":1,"maxLength":200},"address":{"type":"string","pattern":"^[^\\s/]+:[0-9]{1,5}$","patternErrorMessage":"isn't of the form host:port"},"tls":{"type":"boolean"},"mode":{"enum":["unary","stream"]}}},"payloadSchema":{"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"enum":["PROTOBUF","JSON","AVRO"]},"file":{"type":"string","minLength":1},"subject":{"type":"string","minLength":1},"subjectNameStrategy":{"enum":["TopicNameStrategy"]},"message":{"type":"string","minLength":1}},"allOf":[{"anyOf":[{"required":["file"]},{"required":["subject"]},{"required":["subjectNameStrategy"]}],"errorMessage":"needs a `file`, a `subject`, or both"},{"not":{"required":["subject","subjectNameStrategy"]},"errorMessage":"has a `subject` or a `subjectNameStrategy`, not both"}]},"start":{"type":["string","object"],"pattern":"^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$","format":"sluiceway-start","patternErrorMessage":"isn't \"earliest\", \"latest\" or a time such as 2024-01-15T10:00:00Z","additionalProperties":false,"required":["fromGroup"],"properties":{"fromGroup":{"type":"string","minLength":1,"pattern":"^(?!\\*$)","patternErrorMessage":"must name one group (\"*\" would be all of them)"}}}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = lengthInCharacters;
const pattern4 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$", "u");
const pattern5 = new RegExp("^User:(?!\\*$).+$", "u");
const schema32 = {"type":"object","additionalProperties":false,"properties":{"ordering":{"enum":["partition","key","none"]},"concurrency":{"type":"integer","minimum":1,"maximum":1000},"threads":{"type":"integer","minimum":1,"maximum":64},"retry":{"$ref":"#/$defs/retry"},"deadLetterHeaders":{"enum":["sluiceway","spring","connect"]},"timeout":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"topics":{"$ref":"#/$defs/stepTopics"},"start":{"$ref":"#/$defs/start"},"producer":{"type":"string","minLength":1},"consumer":{"type":"string","minLength":1}}};
const schema33 = {"type":"object","additionalProperties":false,"properties":{"maxAttempts":{"type":"integer","minimum":1,"maximum":1000},"initialBackoff":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"multiplier":{"type":"number","minimum":1,"maximum":100},"maxBackoff":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"tiers":{"type":"array","maxItems":10,"items":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"}},"order":{"enum":["block","topic","topic-with-key"]}}};
const schema37 = {"type":["string","object"],"pattern":"^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$","format":"sluiceway-start","patternErrorMessage":"isn't \"earliest\", \"latest\" or a time such as 2024-01-15T10:00:00Z","additionalProperties":false,"required":["fromGroup"],"properties":{"fromGroup":{"type":"string","minLength":1,"pattern":"^(?!\\*$)","patternErrorMessage":"must name one group (\"*\" would be all of them)"}}};
const formats0 = formats["sluiceway-duration"];
const formats10 = formats["sluiceway-start"];
const pattern7 = new RegExp("^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$", "u");
const pattern12 = new RegExp("^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$", "u");
const pattern13 = new RegExp("^(?!\\*$)", "u");
const schema34 = {"type":"object","additionalProperties":false,"properties":{"input":{"$ref":"#/$defs/topicSettings"},"output":{"$ref":"#/$defs/topicSettings"},"error":{"$ref":"#/$defs/topicSettings"},"dead-letter":{"$ref":"#/$defs/topicSettings"},"retry":{"$ref":"#/$defs/topicSettings"}}};
const schema35 = {"type":"object","additionalProperties":false,"properties":{"partitions":{"type":"integer","minimum":1,"maximum":100000},"replicationFactor":{"type":"integer","minimum":1,"maximum":32767},"retention":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"config":{"$ref":"#/$defs/rawTopicConfig"}}};
const schema36 = {"type":"object","properties":{"retention.ms":{"not":{},"errorMessage":"is declared as `retention` beside `config`"}},"additionalProperties":{"type":["string","number","boolean"]}};
const formats8 = formats["sluiceway-retention"];
const pattern11 = new RegExp("^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$", "u");

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "partitions") || (key0 === "replicationFactor")) || (key0 === "retention")) || (key0 === "config"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.partitions !== undefined){
let data0 = data.partitions;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err1 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema35.properties.partitions.type,parentSchema:schema35.properties.partitions,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 100000 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema35.properties.partitions,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema35.properties.partitions,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.replicationFactor !== undefined){
let data1 = data.replicationFactor;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/properties/replicationFactor/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema35.properties.replicationFactor.type,parentSchema:schema35.properties.replicationFactor,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 32767 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/properties/replicationFactor/maximum",keyword:"maximum",params:{comparison: "<=", limit: 32767},message:"must be <= 32767",schema:32767,parentSchema:schema35.properties.replicationFactor,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/properties/replicationFactor/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema35.properties.replicationFactor,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.retention !== undefined){
let data2 = data.retention;
if((typeof data2 !== "string") && (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2))))){
const err7 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/type",keyword:"type",params:{type: schema35.properties.retention.type},message:"must be string,integer",schema:schema35.properties.retention.type,parentSchema:schema35.properties.retention,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < -1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1},message:"must be >= -1",schema:-1,parentSchema:schema35.properties.retention,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(typeof data2 === "string"){
if(!pattern11.test(data2)){
const err9 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/pattern",keyword:"pattern",params:{pattern: "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema35.properties.retention,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!(formats8(data2))){
const err10 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/format",keyword:"format",params:{format: "sluiceway-retention"},message:"must match format \""+"sluiceway-retention"+"\"",schema:"sluiceway-retention",parentSchema:schema35.properties.retention,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.config !== undefined){
let data3 = data.config;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!(key1 === "retention.ms")){
let data4 = data3[key1];
if(((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) && (typeof data4 !== "boolean")){
const err11 = {instancePath:instancePath+"/config/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/rawTopicConfig/additionalProperties/type",keyword:"type",params:{type: schema36.additionalProperties.type},message:"must be string,number,boolean",schema:schema36.additionalProperties.type,parentSchema:schema36.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data3["retention.ms"] !== undefined){
const err12 = {instancePath:instancePath+"/config/retention.ms",schemaPath:"#/$defs/rawTopicConfig/properties/retention.ms/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema36.properties["retention.ms"].not,parentSchema:schema36.properties["retention.ms"],data:data3["retention.ms"]};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/config",schemaPath:"#/$defs/rawTopicConfig/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema36.type,parentSchema:schema36,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "input") || (key0 === "output")) || (key0 === "error")) || (key0 === "dead-letter")) || (key0 === "retry"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.input !== undefined){
if(!(validate23(data.input, {instancePath:instancePath+"/input",parentData:data,parentDataProperty:"input",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data.output !== undefined){
if(!(validate23(data.output, {instancePath:instancePath+"/output",parentData:data,parentDataProperty:"output",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data.error !== undefined){
if(!(validate23(data.error, {instancePath:instancePath+"/error",parentData:data,parentDataProperty:"error",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data["dead-letter"] !== undefined){
if(!(validate23(data["dead-letter"], {instancePath:instancePath+"/dead-letter",parentData:data,parentDataProperty:"dead-letter",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data.retry !== undefined){
if(!(validate23(data.retry, {instancePath:instancePath+"/retry",parentData:data,parentDataProperty:"retry",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema34.type,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema32.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.ordering !== undefined){
let data0 = data.ordering;
if(!(((data0 === "partition") || (data0 === "key")) || (data0 === "none"))){
const err1 = {instancePath:instancePath+"/ordering",schemaPath:"#/properties/ordering/enum",keyword:"enum",params:{allowedValues: schema32.properties.ordering.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.ordering.enum,parentSchema:schema32.properties.ordering,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.concurrency !== undefined){
let data1 = data.concurrency;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err2 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.concurrency.type,parentSchema:schema32.properties.concurrency,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 1000 || isNaN(data1)){
const err3 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema32.properties.concurrency,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.concurrency,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.threads !== undefined){
let data2 = data.threads;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err5 = {instancePath:instancePath+"/threads",schemaPath:"#/properties/threads/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.threads.type,parentSchema:schema32.properties.threads,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 64 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/threads",schemaPath:"#/properties/threads/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema32.properties.threads,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/threads",schemaPath:"#/properties/threads/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.threads,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.retry !== undefined){
let data3 = data.retry;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!((((((key1 === "maxAttempts") || (key1 === "initialBackoff")) || (key1 === "multiplier")) || (key1 === "maxBackoff")) || (key1 === "tiers")) || (key1 === "order"))){
const err8 = {instancePath:instancePath+"/retry",schemaPath:"#/$defs/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema33,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.maxAttempts !== undefined){
let data4 = data3.maxAttempts;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err9 = {instancePath:instancePath+"/retry/maxAttempts",schemaPath:"#/$defs/retry/properties/maxAttempts/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema33.properties.maxAttempts.type,parentSchema:schema33.properties.maxAttempts,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/retry/maxAttempts",schemaPath:"#/$defs/retry/properties/maxAttempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema33.properties.maxAttempts,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err11 = {instancePath:instancePath+"/retry/maxAttempts",schemaPath:"#/$defs/retry/properties/maxAttempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema33.properties.maxAttempts,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data3.initialBackoff !== undefined){
let data5 = data3.initialBackoff;
if((typeof data5 !== "string") && (!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5))))){
const err12 = {instancePath:instancePath+"/retry/initialBackoff",schemaPath:"#/$defs/retry/properties/initialBackoff/type",keyword:"type",params:{type: schema33.properties.initialBackoff.type},message:"must be string,integer",schema:schema33.properties.initialBackoff.type,parentSchema:schema33.properties.initialBackoff,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err13 = {instancePath:instancePath+"/retry/initialBackoff",schemaPath:"#/$defs/retry/properties/initialBackoff/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33.properties.initialBackoff,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(typeof data5 === "string"){
if(!pattern7.test(data5)){
const err14 = {instancePath:instancePath+"/retry/initialBackoff",schemaPath:"#/$defs/retry/properties/initialBackoff/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema33.properties.initialBackoff,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!(formats0(data5))){
const err15 = {instancePath:instancePath+"/retry/initialBackoff",schemaPath:"#/$defs/retry/properties/initialBackoff/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema33.properties.initialBackoff,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data3.multiplier !== undefined){
let data6 = data3.multiplier;
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 100 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/retry/multiplier",schemaPath:"#/$defs/retry/properties/multiplier/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema33.properties.multiplier,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err17 = {instancePath:instancePath+"/retry/multiplier",schemaPath:"#/$defs/retry/properties/multiplier/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema33.properties.multiplier,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/retry/multiplier",schemaPath:"#/$defs/retry/properties/multiplier/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema33.properties.multiplier.type,parentSchema:schema33.properties.multiplier,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data3.maxBackoff !== undefined){
let data7 = data3.maxBackoff;
if((typeof data7 !== "string") && (!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7))))){
const err19 = {instancePath:instancePath+"/retry/maxBackoff",schemaPath:"#/$defs/retry/properties/maxBackoff/type",keyword:"type",params:{type: schema33.properties.maxBackoff.type},message:"must be string,integer",schema:schema33.properties.maxBackoff.type,parentSchema:schema33.properties.maxBackoff,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err20 = {instancePath:instancePath+"/retry/maxBackoff",schemaPath:"#/$defs/retry/properties/maxBackoff/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33.properties.maxBackoff,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(typeof data7 === "string"){
if(!pattern7.test(data7)){
const err21 = {instancePath:instancePath+"/retry/maxBackoff",schemaPath:"#/$defs/retry/properties/maxBackoff/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema33.properties.maxBackoff,data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!(formats0(data7))){
const err22 = {instancePath:instancePath+"/retry/maxBackoff",schemaPath:"#/$defs/retry/properties/maxBackoff/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema33.properties.maxBackoff,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data3.tiers !== undefined){
let data8 = data3.tiers;
if(Array.isArray(data8)){
if(data8.length > 10){
const err23 = {instancePath:instancePath+"/retry/tiers",schemaPath:"#/$defs/retry/properties/tiers/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items",schema:10,parentSchema:schema33.properties.tiers,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
if((typeof data9 !== "string") && (!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9))))){
const err24 = {instancePath:instancePath+"/retry/tiers/" + i0,schemaPath:"#/$defs/retry/properties/tiers/items/type",keyword:"type",params:{type: schema33.properties.tiers.items.type},message:"must be string,integer",schema:schema33.properties.tiers.items.type,parentSchema:schema33.properties.tiers.items,data:data9};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err25 = {instancePath:instancePath+"/retry/tiers/" + i0,schemaPath:"#/$defs/retry/properties/tiers/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33.properties.tiers.items,data:data9};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(typeof data9 === "string"){
if(!pattern7.test(data9)){
const err26 = {instancePath:instancePath+"/retry/tiers/" + i0,schemaPath:"#/$defs/retry/properties/tiers/items/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema33.properties.tiers.items,data:data9};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!(formats0(data9))){
const err27 = {instancePath:instancePath+"/retry/tiers/" + i0,schemaPath:"#/$defs/retry/properties/tiers/items/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema33.properties.tiers.items,data:data9};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
}
else {
const err28 = {instancePath:instancePath+"/retry/tiers",schemaPath:"#/$defs/retry/properties/tiers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.tiers.type,parentSchema:schema33.properties.tiers,data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data3.order !== undefined){
let data10 = data3.order;
if(!(((data10 === "block") || (data10 === "topic")) || (data10 === "topic-with-key"))){
const err29 = {instancePath:instancePath+"/retry/order",schemaPath:"#/$defs/retry/properties/order/enum",keyword:"enum",params:{allowedValues: schema33.properties.order.enum},message:"must be equal to one of the allowed values",schema:schema33.properties.order.enum,parentSchema:schema33.properties.order,data:data10};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/retry",schemaPath:"#/$defs/retry/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data:data3};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.deadLetterHeaders !== undefined){
let data11 = data.deadLetterHeaders;
if(!(((data11 === "sluiceway") || (data11 === "spring")) || (data11 === "connect"))){
const err31 = {instancePath:instancePath+"/deadLetterHeaders",schemaPath:"#/properties/deadLetterHeaders/enum",keyword:"enum",params:{allowedValues: schema32.properties.deadLetterHeaders.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.deadLetterHeaders.enum,parentSchema:schema32.properties.deadLetterHeaders,data:data11};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.timeout !== undefined){
let data12 = data.timeout;
if((typeof data12 !== "string") && (!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12))))){
const err32 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type: schema32.properties.timeout.type},message:"must be string,integer",schema:schema32.properties.timeout.type,parentSchema:schema32.properties.timeout,data:data12};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
const err33 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.timeout,data:data12};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(typeof data12 === "string"){
if(!pattern7.test(data12)){
const err34 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema32.properties.timeout,data:data12};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!(formats0(data12))){
const err35 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema32.properties.timeout,data:data12};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data.topics !== undefined){
if(!(validate22(data.topics, {instancePath:instancePath+"/topics",parentData:data,parentDataProperty:"topics",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.start !== undefined){
let data14 = data.start;
if((typeof data14 !== "string") && (!(data14 && typeof data14 == "object" && !Array.isArray(data14)))){
const err36 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/type",keyword:"type",params:{type: schema37.type},message:"must be string,object",schema:schema37.type,parentSchema:schema37,data:data14};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(typeof data14 === "string"){
if(!pattern12.test(data14)){
const err37 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/pattern",keyword:"pattern",params:{pattern: "^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$"},message:"must match pattern \""+"^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$"+"\"",schema:"^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$",parentSchema:schema37,data:data14};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(!(formats10(data14))){
const err38 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/format",keyword:"format",params:{format: "sluiceway-start"},message:"must match format \""+"sluiceway-start"+"\"",schema:"sluiceway-start",parentSchema:schema37,data:data14};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.fromGroup === undefined){
const err39 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/required",keyword:"required",params:{missingProperty: "fromGroup"},message:"must have required property '"+"fromGroup"+"'",schema:schema37.required,parentSchema:schema37,data:data14};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key2 in data14){
if(!(key2 === "fromGroup")){
const err40 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema37,data:data14};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data14.fromGroup !== undefined){
let data15 = data14.fromGroup;
if(typeof data15 === "string"){
if(func2(data15) < 1){
const err41 = {instancePath:instancePath+"/start/fromGroup",schemaPath:"#/$defs/start/properties/fromGroup/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema37.properties.fromGroup,data:data15};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(!pattern13.test(data15)){
const err42 = {instancePath:instancePath+"/start/fromGroup",schemaPath:"#/$defs/start/properties/fromGroup/pattern",keyword:"pattern",params:{pattern: "^(?!\\*$)"},message:"must match pattern \""+"^(?!\\*$)"+"\"",schema:"^(?!\\*$)",parentSchema:schema37.properties.fromGroup,data:data15};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/start/fromGroup",schemaPath:"#/$defs/start/properties/fromGroup/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.fromGroup.type,parentSchema:schema37.properties.fromGroup,data:data15};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
}
if(data.producer !== undefined){
let data16 = data.producer;
if(typeof data16 === "string"){
if(func2(data16) < 1){
const err44 = {instancePath:instancePath+"/producer",schemaPath:"#/properties/producer/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32.properties.producer,data:data16};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/producer",schemaPath:"#/properties/producer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.producer.type,parentSchema:schema32.properties.producer,data:data16};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.consumer !== undefined){
let data17 = data.consumer;
if(typeof data17 === "string"){
if(func2(data17) < 1){
const err46 = {instancePath:instancePath+"/consumer",schemaPath:"#/properties/consumer/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32.properties.consumer,data:data17};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/consumer",schemaPath:"#/properties/consumer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.consumer.type,parentSchema:schema32.properties.consumer,data:data17};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema38 = {"type":"object","additionalProperties":false,"required":["stepName"],"properties":{"stepName":{"type":"string","pattern":"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$","format":"step-name"},"description":{"type":"string"},"stepType":{"enum":["PIPELINE","INITIAL_PIPELINE","SINK"]},"processor":{"$ref":"#/$defs/processor"},"inputs":{"type":"array","items":{"$ref":"#/$defs/input"},"minItems":1},"outputs":{"type":"array","items":{"$ref":"#/$defs/output"}},"ordering":{"enum":["partition","key","none"]},"concurrency":{"type":"integer","minimum":1,"maximum":1000},"threads":{"type":"integer","minimum":1,"maximum":64},"delivery":{"enum":["at-least-once","exactly-once"]},"schema":{"$ref":"#/$defs/payloadSchema"},"retry":{"$ref":"#/$defs/retry"},"deadLetterHeaders":{"enum":["sluiceway","spring","connect"]},"timeout":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"topics":{"$ref":"#/$defs/stepTopics"},"start":{"$ref":"#/$defs/start"},"producer":{"type":"string","minLength":1},"consumer":{"type":"string","minLength":1}}};
const schema44 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"enum":["PROTOBUF","JSON","AVRO"]},"file":{"type":"string","minLength":1},"subject":{"type":"string","minLength":1},"subjectNameStrategy":{"enum":["TopicNameStrategy"]},"message":{"type":"string","minLength":1}},"allOf":[{"anyOf":[{"required":["file"]},{"required":["subject"]},{"required":["subjectNameStrategy"]}],"errorMessage":"needs a `file`, a `subject`, or both"},{"not":{"required":["subject","subjectNameStrategy"]},"errorMessage":"has a `subject` or a `subjectNameStrategy`, not both"}]};
const schema39 = {"type":"object","additionalProperties":false,"properties":{"builtin":{"type":"string","minLength":1},"module":{"type":"string","pattern":"\\.mjs$","patternErrorMessage":"isn't the path of an .mjs file"},"http":{"$ref":"#/$defs/httpProcessor"},"grpc":{"$ref":"#/$defs/grpcProcessor"},"config":{}},"oneOf":[{"required":["builtin"]},{"required":["module"]},{"required":["http"]},{"required":["grpc"]}],"errorMessage":"has exactly one of `builtin`, `module`, `http` and `grpc`"};
const schema40 = {"type":"object","additionalProperties":false,"properties":{"url":{"type":"string","pattern":"^https?://","patternErrorMessage":"isn't an http:// or https:// URL"},"service":{"type":"string","minLength":1,"maxLength":200},"path":{"type":"string","pattern":"^/","patternErrorMessage":"must begin with \"/\""},"batch":{"type":"integer","minimum":1,"maximum":10000}},"oneOf":[{"required":["url"]},{"required":["service"]}],"errorMessage":"has exactly one of `url` and `service`"};
const schema41 = {"type":"object","additionalProperties":false,"required":["service"],"properties":{"service":{"type":"string","minLength":1,"maxLength":200},"address":{"type":"string","pattern":"^[^\\s/]+:[0-9]{1,5}$","patternErrorMessage":"isn't of the form host:port"},"tls":{"type":"boolean"},"mode":{"enum":["unary","stream"]}}};
const pattern15 = new RegExp("\\.mjs$", "u");
const pattern16 = new RegExp("^https?://", "u");
const pattern17 = new RegExp("^/", "u");
const pattern18 = new RegExp("^[^\\s/]+:[0-9]{1,5}$", "u");

function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate32.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.builtin === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "builtin"},message:"must have required property '"+"builtin"+"'",schema:schema39.oneOf[0].required,parentSchema:schema39.oneOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.module === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "module"},message:"must have required property '"+"module"+"'",schema:schema39.oneOf[1].required,parentSchema:schema39.oneOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.http === undefined){
const err2 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "http"},message:"must have required property '"+"http"+"'",schema:schema39.oneOf[2].required,parentSchema:schema39.oneOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.grpc === undefined){
const err3 = {instancePath,schemaPath:"#/oneOf/3/required",keyword:"required",params:{missingProperty: "grpc"},message:"must have required property '"+"grpc"+"'",schema:schema39.oneOf[3].required,parentSchema:schema39.oneOf[3],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
}
}
}
}
if(!valid0){
const err4 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema39.oneOf,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "builtin") || (key0 === "module")) || (key0 === "http")) || (key0 === "grpc")) || (key0 === "config"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.builtin !== undefined){
let data0 = data.builtin;
if(typeof data0 === "string"){
if(func2(data0) < 1){
const err6 = {instancePath:instancePath+"/builtin",schemaPath:"#/properties/builtin/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.builtin,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/builtin",schemaPath:"#/properties/builtin/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.builtin.type,parentSchema:schema39.properties.builtin,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.module !== undefined){
let data1 = data.module;
if(typeof data1 === "string"){
if(!pattern15.test(data1)){
const err8 = {instancePath:instancePath+"/module",schemaPath:"#/properties/module/pattern",keyword:"pattern",params:{pattern: "\\.mjs$"},message:"must match pattern \""+"\\.mjs$"+"\"",schema:"\\.mjs$",parentSchema:schema39.properties.module,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/module",schemaPath:"#/properties/module/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.module.type,parentSchema:schema39.properties.module,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.http !== undefined){
let data2 = data.http;
const _errs14 = errors;
let valid3 = false;
let passing1 = null;
const _errs15 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.url === undefined){
const err10 = {instancePath:instancePath+"/http",schemaPath:"#/$defs/httpProcessor/oneOf/0/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema40.oneOf[0].required,parentSchema:schema40.oneOf[0],data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
var _valid1 = _errs15 === errors;
if(_valid1){
valid3 = true;
passing1 = 0;
}
const _errs16 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.service === undefined){
const err11 = {instancePath:instancePath+"/http",schemaPath:"#/$defs/httpProcessor/oneOf/1/required",keyword:"required",params:{missingProperty: "service"},message:"must have required property '"+"service"+"'",schema:schema40.oneOf[1].required,parentSchema:schema40.oneOf[1],data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
var _valid1 = _errs16 === errors;
if(_valid1 && valid3){
valid3 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid3 = true;
passing1 = 1;
}
}
if(!valid3){
const err12 = {instancePath:instancePath+"/http",schemaPath:"#/$defs/httpProcessor/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf",schema:schema40.oneOf,parentSchema:schema40,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
else {
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!((((key1 === "url") || (key1 === "service")) || (key1 === "path")) || (key1 === "batch"))){
const err13 = {instancePath:instancePath+"/http",schemaPath:"#/$defs/httpProcessor/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema40,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.url !== undefined){
let data3 = data2.url;
if(typeof data3 === "string"){
if(!pattern16.test(data3)){
const err14 = {instancePath:instancePath+"/http/url",schemaPath:"#/$defs/httpProcessor/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\"",schema:"^https?://",parentSchema:schema40.properties.url,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/http/url",schemaPath:"#/$defs/httpProcessor/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.url.type,parentSchema:schema40.properties.url,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data2.service !== undefined){
let data4 = data2.service;
if(typeof data4 === "string"){
if(func2(data4) > 200){
const err16 = {instancePath:instancePath+"/http/service",schemaPath:"#/$defs/httpProcessor/properties/service/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema40.properties.service,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(func2(data4) < 1){
const err17 = {instancePath:instancePath+"/http/service",schemaPath:"#/$defs/httpProcessor/properties/service/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema40.properties.service,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/http/service",schemaPath:"#/$defs/httpProcessor/properties/service/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.service.type,parentSchema:schema40.properties.service,data:data4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data2.path !== undefined){
let data5 = data2.path;
if(typeof data5 === "string"){
if(!pattern17.test(data5)){
const err19 = {instancePath:instancePath+"/http/path",schemaPath:"#/$defs/httpProcessor/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"},message:"must match pattern \""+"^/"+"\"",schema:"^/",parentSchema:schema40.properties.path,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/http/path",schemaPath:"#/$defs/httpProcessor/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.path.type,parentSchema:schema40.properties.path,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data2.batch !== undefined){
let data6 = data2.batch;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err21 = {instancePath:instancePath+"/http/batch",schemaPath:"#/$defs/httpProcessor/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema40.properties.batch.type,parentSchema:schema40.properties.batch,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 10000 || isNaN(data6)){
const err22 = {instancePath:instancePath+"/http/batch",schemaPath:"#/$defs/httpProcessor/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema40.properties.batch,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err23 = {instancePath:instancePath+"/http/batch",schemaPath:"#/$defs/httpProcessor/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema40.properties.batch,data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
}
else {
const err24 = {instancePath:instancePath+"/http",schemaPath:"#/$defs/httpProcessor/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema40.type,parentSchema:schema40,data:data2};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.grpc !== undefined){
let data7 = data.grpc;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.service === undefined){
const err25 = {instancePath:instancePath+"/grpc",schemaPath:"#/$defs/grpcProcessor/required",keyword:"required",params:{missingProperty: "service"},message:"must have required property '"+"service"+"'",schema:schema41.required,parentSchema:schema41,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key2 in data7){
if(!((((key2 === "service") || (key2 === "address")) || (key2 === "tls")) || (key2 === "mode"))){
const err26 = {instancePath:instancePath+"/grpc",schemaPath:"#/$defs/grpcProcessor/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema41,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data7.service !== undefined){
let data8 = data7.service;
if(typeof data8 === "string"){
if(func2(data8) > 200){
const err27 = {instancePath:instancePath+"/grpc/service",schemaPath:"#/$defs/grpcProcessor/properties/service/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema41.properties.service,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(func2(data8) < 1){
const err28 = {instancePath:instancePath+"/grpc/service",schemaPath:"#/$defs/grpcProcessor/properties/service/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41.properties.service,data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/grpc/service",schemaPath:"#/$defs/grpcProcessor/properties/service/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.service.type,parentSchema:schema41.properties.service,data:data8};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data7.address !== undefined){
let data9 = data7.address;
if(typeof data9 === "string"){
if(!pattern18.test(data9)){
const err30 = {instancePath:instancePath+"/grpc/address",schemaPath:"#/$defs/grpcProcessor/properties/address/pattern",keyword:"pattern",params:{pattern: "^[^\\s/]+:[0-9]{1,5}$"},message:"must match pattern \""+"^[^\\s/]+:[0-9]{1,5}$"+"\"",schema:"^[^\\s/]+:[0-9]{1,5}$",parentSchema:schema41.properties.address,data:data9};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/grpc/address",schemaPath:"#/$defs/grpcProcessor/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.address.type,parentSchema:schema41.properties.address,data:data9};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data7.tls !== undefined){
let data10 = data7.tls;
if(typeof data10 !== "boolean"){
const err32 = {instancePath:instancePath+"/grpc/tls",schemaPath:"#/$defs/grpcProcessor/properties/tls/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema41.properties.tls.type,parentSchema:schema41.properties.tls,data:data10};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data7.mode !== undefined){
let data11 = data7.mode;
if(!((data11 === "unary") || (data11 === "stream"))){
const err33 = {instancePath:instancePath+"/grpc/mode",schemaPath:"#/$defs/grpcProcessor/properties/mode/enum",keyword:"enum",params:{allowedValues: schema41.properties.mode.enum},message:"must be equal to one of the allowed values",schema:schema41.properties.mode.enum,parentSchema:schema41.properties.mode,data:data11};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/grpc",schemaPath:"#/$defs/grpcProcessor/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.type,parentSchema:schema41,data:data7};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema39.type,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
validate32.errors = vErrors;
return errors === 0;
}
validate32.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":"object","additionalProperties":false,"properties":{"type":{"enum":["KAFKA","INTERNAL"],"errorMessage":"must be KAFKA or INTERNAL (a gRPC service is called by a processor: `processor: { grpc: … }`)"},"kafkaTopic":{"type":"string","minLength":1},"sourceStep":{"type":"string","minLength":1},"consumerGroup":{"type":"string","minLength":1,"pattern":"^(?!\\*$)","patternErrorMessage":"must name one group (\"*\" would be all of them)"},"start":{"$ref":"#/$defs/start"},"schema":{"$ref":"#/$defs/payloadSchema"}}};

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate34.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "type") || (key0 === "kafkaTopic")) || (key0 === "sourceStep")) || (key0 === "consumerGroup")) || (key0 === "start")) || (key0 === "schema"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(!((data0 === "KAFKA") || (data0 === "INTERNAL"))){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema42.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema42.properties.type.enum,parentSchema:schema42.properties.type,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.kafkaTopic !== undefined){
let data1 = data.kafkaTopic;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err2 = {instancePath:instancePath+"/kafkaTopic",schemaPath:"#/properties/kafkaTopic/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema42.properties.kafkaTopic,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/kafkaTopic",schemaPath:"#/properties/kafkaTopic/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.kafkaTopic.type,parentSchema:schema42.properties.kafkaTopic,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.sourceStep !== undefined){
let data2 = data.sourceStep;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err4 = {instancePath:instancePath+"/sourceStep",schemaPath:"#/properties/sourceStep/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema42.properties.sourceStep,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/sourceStep",schemaPath:"#/properties/sourceStep/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.sourceStep.type,parentSchema:schema42.properties.sourceStep,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.consumerGroup !== undefined){
let data3 = data.consumerGroup;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err6 = {instancePath:instancePath+"/consumerGroup",schemaPath:"#/properties/consumerGroup/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema42.properties.consumerGroup,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern13.test(data3)){
const err7 = {instancePath:instancePath+"/consumerGroup",schemaPath:"#/properties/consumerGroup/pattern",keyword:"pattern",params:{pattern: "^(?!\\*$)"},message:"must match pattern \""+"^(?!\\*$)"+"\"",schema:"^(?!\\*$)",parentSchema:schema42.properties.consumerGroup,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/consumerGroup",schemaPath:"#/properties/consumerGroup/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.consumerGroup.type,parentSchema:schema42.properties.consumerGroup,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.start !== undefined){
let data4 = data.start;
if((typeof data4 !== "string") && (!(data4 && typeof data4 == "object" && !Array.isArray(data4)))){
const err9 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/type",keyword:"type",params:{type: schema37.type},message:"must be string,object",schema:schema37.type,parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(typeof data4 === "string"){
if(!pattern12.test(data4)){
const err10 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/pattern",keyword:"pattern",params:{pattern: "^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$"},message:"must match pattern \""+"^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$"+"\"",schema:"^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$",parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!(formats10(data4))){
const err11 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/format",keyword:"format",params:{format: "sluiceway-start"},message:"must match format \""+"sluiceway-start"+"\"",schema:"sluiceway-start",parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.fromGroup === undefined){
const err12 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/required",keyword:"required",params:{missingProperty: "fromGroup"},message:"must have required property '"+"fromGroup"+"'",schema:schema37.required,parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data4){
if(!(key1 === "fromGroup")){
const err13 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data4.fromGroup !== undefined){
let data5 = data4.fromGroup;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err14 = {instancePath:instancePath+"/start/fromGroup",schemaPath:"#/$defs/start/properties/fromGroup/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema37.properties.fromGroup,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!pattern13.test(data5)){
const err15 = {instancePath:instancePath+"/start/fromGroup",schemaPath:"#/$defs/start/properties/fromGroup/pattern",keyword:"pattern",params:{pattern: "^(?!\\*$)"},message:"must match pattern \""+"^(?!\\*$)"+"\"",schema:"^(?!\\*$)",parentSchema:schema37.properties.fromGroup,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/start/fromGroup",schemaPath:"#/$defs/start/properties/fromGroup/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.fromGroup.type,parentSchema:schema37.properties.fromGroup,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
if(data.schema !== undefined){
let data6 = data.schema;
const _errs19 = errors;
let valid5 = false;
const _errs20 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.file === undefined){
const err17 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf/0/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'",schema:schema44.allOf[0].anyOf[0].required,parentSchema:schema44.allOf[0].anyOf[0],data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
var _valid0 = _errs20 === errors;
valid5 = valid5 || _valid0;
const _errs21 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.subject === undefined){
const err18 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf/1/required",keyword:"required",params:{missingProperty: "subject"},message:"must have required property '"+"subject"+"'",schema:schema44.allOf[0].anyOf[1].required,parentSchema:schema44.allOf[0].anyOf[1],data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
var _valid0 = _errs21 === errors;
valid5 = valid5 || _valid0;
const _errs22 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.subjectNameStrategy === undefined){
const err19 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf/2/required",keyword:"required",params:{missingProperty: "subjectNameStrategy"},message:"must have required property '"+"subjectNameStrategy"+"'",schema:schema44.allOf[0].anyOf[2].required,parentSchema:schema44.allOf[0].anyOf[2],data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
var _valid0 = _errs22 === errors;
valid5 = valid5 || _valid0;
if(!valid5){
const err20 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema44.allOf[0].anyOf,parentSchema:schema44.allOf[0],data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
else {
errors = _errs19;
if(vErrors !== null){
if(_errs19){
vErrors.length = _errs19;
}
else {
vErrors = null;
}
}
}
const _errs24 = errors;
const _errs25 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing0;
if(((data6.subject === undefined) && (missing0 = "subject")) || ((data6.subjectNameStrategy === undefined) && (missing0 = "subjectNameStrategy"))){
const err21 = {};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
var valid6 = _errs25 === errors;
if(valid6){
const err22 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/1/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema44.allOf[1].not,parentSchema:schema44.allOf[1],data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.type === undefined){
const err23 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema44.required,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key2 in data6){
if(!(((((key2 === "type") || (key2 === "file")) || (key2 === "subject")) || (key2 === "subjectNameStrategy")) || (key2 === "message"))){
const err24 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data6.type !== undefined){
let data7 = data6.type;
if(!(((data7 === "PROTOBUF") || (data7 === "JSON")) || (data7 === "AVRO"))){
const err25 = {instancePath:instancePath+"/schema/type",schemaPath:"#/$defs/payloadSchema/properties/type/enum",keyword:"enum",params:{allowedValues: schema44.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema44.properties.type.enum,parentSchema:schema44.properties.type,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data6.file !== undefined){
let data8 = data6.file;
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err26 = {instancePath:instancePath+"/schema/file",schemaPath:"#/$defs/payloadSchema/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.file,data:data8};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/schema/file",schemaPath:"#/$defs/payloadSchema/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.file.type,parentSchema:schema44.properties.file,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data6.subject !== undefined){
let data9 = data6.subject;
if(typeof data9 === "string"){
if(func2(data9) < 1){
const err28 = {instancePath:instancePath+"/schema/subject",schemaPath:"#/$defs/payloadSchema/properties/subject/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.subject,data:data9};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/schema/subject",schemaPath:"#/$defs/payloadSchema/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.subject.type,parentSchema:schema44.properties.subject,data:data9};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data6.subjectNameStrategy !== undefined){
let data10 = data6.subjectNameStrategy;
if(!(data10 === "TopicNameStrategy")){
const err30 = {instancePath:instancePath+"/schema/subjectNameStrategy",schemaPath:"#/$defs/payloadSchema/properties/subjectNameStrategy/enum",keyword:"enum",params:{allowedValues: schema44.properties.subjectNameStrategy.enum},message:"must be equal to one of the allowed values",schema:schema44.properties.subjectNameStrategy.enum,parentSchema:schema44.properties.subjectNameStrategy,data:data10};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data6.message !== undefined){
let data11 = data6.message;
if(typeof data11 === "string"){
if(func2(data11) < 1){
const err31 = {instancePath:instancePath+"/schema/message",schemaPath:"#/$defs/payloadSchema/properties/message/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.message,data:data11};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/schema/message",schemaPath:"#/$defs/payloadSchema/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.message.type,parentSchema:schema44.properties.message,data:data11};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}
validate34.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema45 = {"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"type":{"enum":["KAFKA","INTERNAL"],"errorMessage":"must be KAFKA or INTERNAL (a gRPC service is called by a processor: `processor: { grpc: … }`)"},"kafkaTopic":{"type":"string","minLength":1},"targetStep":{"type":"string","minLength":1},"partitioning":{"enum":["key","round-robin"]},"closesCycle":{"type":"boolean"},"schema":{"$ref":"#/$defs/payloadSchema"}}};

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate36.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "name") || (key0 === "type")) || (key0 === "kafkaTopic")) || (key0 === "targetStep")) || (key0 === "partitioning")) || (key0 === "closesCycle")) || (key0 === "schema"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(func2(data0) < 1){
const err1 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45.properties.name,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.properties.name.type,parentSchema:schema45.properties.name,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data1 = data.type;
if(!((data1 === "KAFKA") || (data1 === "INTERNAL"))){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema45.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema45.properties.type.enum,parentSchema:schema45.properties.type,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.kafkaTopic !== undefined){
let data2 = data.kafkaTopic;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err4 = {instancePath:instancePath+"/kafkaTopic",schemaPath:"#/properties/kafkaTopic/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45.properties.kafkaTopic,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/kafkaTopic",schemaPath:"#/properties/kafkaTopic/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.properties.kafkaTopic.type,parentSchema:schema45.properties.kafkaTopic,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.targetStep !== undefined){
let data3 = data.targetStep;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err6 = {instancePath:instancePath+"/targetStep",schemaPath:"#/properties/targetStep/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45.properties.targetStep,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/targetStep",schemaPath:"#/properties/targetStep/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.properties.targetStep.type,parentSchema:schema45.properties.targetStep,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.partitioning !== undefined){
let data4 = data.partitioning;
if(!((data4 === "key") || (data4 === "round-robin"))){
const err8 = {instancePath:instancePath+"/partitioning",schemaPath:"#/properties/partitioning/enum",keyword:"enum",params:{allowedValues: schema45.properties.partitioning.enum},message:"must be equal to one of the allowed values",schema:schema45.properties.partitioning.enum,parentSchema:schema45.properties.partitioning,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.closesCycle !== undefined){
let data5 = data.closesCycle;
if(typeof data5 !== "boolean"){
const err9 = {instancePath:instancePath+"/closesCycle",schemaPath:"#/properties/closesCycle/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema45.properties.closesCycle.type,parentSchema:schema45.properties.closesCycle,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.schema !== undefined){
let data6 = data.schema;
const _errs16 = errors;
let valid3 = false;
const _errs17 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.file === undefined){
const err10 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf/0/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'",schema:schema44.allOf[0].anyOf[0].required,parentSchema:schema44.allOf[0].anyOf[0],data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
var _valid0 = _errs17 === errors;
valid3 = valid3 || _valid0;
const _errs18 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.subject === undefined){
const err11 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf/1/required",keyword:"required",params:{missingProperty: "subject"},message:"must have required property '"+"subject"+"'",schema:schema44.allOf[0].anyOf[1].required,parentSchema:schema44.allOf[0].anyOf[1],data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
var _valid0 = _errs18 === errors;
valid3 = valid3 || _valid0;
const _errs19 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.subjectNameStrategy === undefined){
const err12 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf/2/required",keyword:"required",params:{missingProperty: "subjectNameStrategy"},message:"must have required property '"+"subjectNameStrategy"+"'",schema:schema44.allOf[0].anyOf[2].required,parentSchema:schema44.allOf[0].anyOf[2],data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
var _valid0 = _errs19 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const err13 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema44.allOf[0].anyOf,parentSchema:schema44.allOf[0],data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
else {
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
}
const _errs21 = errors;
const _errs22 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing0;
if(((data6.subject === undefined) && (missing0 = "subject")) || ((data6.subjectNameStrategy === undefined) && (missing0 = "subjectNameStrategy"))){
const err14 = {};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
var valid4 = _errs22 === errors;
if(valid4){
const err15 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/1/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema44.allOf[1].not,parentSchema:schema44.allOf[1],data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
else {
errors = _errs21;
if(vErrors !== null){
if(_errs21){
vErrors.length = _errs21;
}
else {
vErrors = null;
}
}
}
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.type === undefined){
const err16 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema44.required,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key1 in data6){
if(!(((((key1 === "type") || (key1 === "file")) || (key1 === "subject")) || (key1 === "subjectNameStrategy")) || (key1 === "message"))){
const err17 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data6.type !== undefined){
let data7 = data6.type;
if(!(((data7 === "PROTOBUF") || (data7 === "JSON")) || (data7 === "AVRO"))){
const err18 = {instancePath:instancePath+"/schema/type",schemaPath:"#/$defs/payloadSchema/properties/type/enum",keyword:"enum",params:{allowedValues: schema44.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema44.properties.type.enum,parentSchema:schema44.properties.type,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data6.file !== undefined){
let data8 = data6.file;
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err19 = {instancePath:instancePath+"/schema/file",schemaPath:"#/$defs/payloadSchema/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.file,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/schema/file",schemaPath:"#/$defs/payloadSchema/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.file.type,parentSchema:schema44.properties.file,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data6.subject !== undefined){
let data9 = data6.subject;
if(typeof data9 === "string"){
if(func2(data9) < 1){
const err21 = {instancePath:instancePath+"/schema/subject",schemaPath:"#/$defs/payloadSchema/properties/subject/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.subject,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/schema/subject",schemaPath:"#/$defs/payloadSchema/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.subject.type,parentSchema:schema44.properties.subject,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data6.subjectNameStrategy !== undefined){
let data10 = data6.subjectNameStrategy;
if(!(data10 === "TopicNameStrategy")){
const err23 = {instancePath:instancePath+"/schema/subjectNameStrategy",schemaPath:"#/$defs/payloadSchema/properties/subjectNameStrategy/enum",keyword:"enum",params:{allowedValues: schema44.properties.subjectNameStrategy.enum},message:"must be equal to one of the allowed values",schema:schema44.properties.subjectNameStrategy.enum,parentSchema:schema44.properties.subjectNameStrategy,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data6.message !== undefined){
let data11 = data6.message;
if(typeof data11 === "string"){
if(func2(data11) < 1){
const err24 = {instancePath:instancePath+"/schema/message",schemaPath:"#/$defs/payloadSchema/properties/message/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.message,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/schema/message",schemaPath:"#/$defs/payloadSchema/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.message.type,parentSchema:schema44.properties.message,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema45.type,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
validate36.errors = vErrors;
return errors === 0;
}
validate36.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.stepName === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stepName"},message:"must have required property '"+"stepName"+"'",schema:schema38.required,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema38.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.stepName !== undefined){
let data0 = data.stepName;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err2 = {instancePath:instancePath+"/stepName",schemaPath:"#/properties/stepName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$"},message:"must match pattern \""+"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$"+"\"",schema:"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$",parentSchema:schema38.properties.stepName,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/stepName",schemaPath:"#/properties/stepName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties.stepName.type,parentSchema:schema38.properties.stepName,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.description !== undefined){
let data1 = data.description;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties.description.type,parentSchema:schema38.properties.description,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.stepType !== undefined){
let data2 = data.stepType;
if(!(((data2 === "PIPELINE") || (data2 === "INITIAL_PIPELINE")) || (data2 === "SINK"))){
const err5 = {instancePath:instancePath+"/stepType",schemaPath:"#/properties/stepType/enum",keyword:"enum",params:{allowedValues: schema38.properties.stepType.enum},message:"must be equal to one of the allowed values",schema:schema38.properties.stepType.enum,parentSchema:schema38.properties.stepType,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.processor !== undefined){
if(!(validate32(data.processor, {instancePath:instancePath+"/processor",parentData:data,parentDataProperty:"processor",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data.inputs !== undefined){
let data4 = data.inputs;
if(Array.isArray(data4)){
if(data4.length < 1){
const err6 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema38.properties.inputs,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate34(data4[i0], {instancePath:instancePath+"/inputs/" + i0,parentData:data4,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema38.properties.inputs.type,parentSchema:schema38.properties.inputs,data:data4};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.outputs !== undefined){
let data6 = data.outputs;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
if(!(validate36(data6[i1], {instancePath:instancePath+"/outputs/" + i1,parentData:data6,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema38.properties.outputs.type,parentSchema:schema38.properties.outputs,data:data6};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.ordering !== undefined){
let data8 = data.ordering;
if(!(((data8 === "partition") || (data8 === "key")) || (data8 === "none"))){
const err9 = {instancePath:instancePath+"/ordering",schemaPath:"#/properties/ordering/enum",keyword:"enum",params:{allowedValues: schema38.properties.ordering.enum},message:"must be equal to one of the allowed values",schema:schema38.properties.ordering.enum,parentSchema:schema38.properties.ordering,data:data8};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.concurrency !== undefined){
let data9 = data.concurrency;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err10 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema38.properties.concurrency.type,parentSchema:schema38.properties.concurrency,data:data9};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 1000 || isNaN(data9)){
const err11 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema38.properties.concurrency,data:data9};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err12 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema38.properties.concurrency,data:data9};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.threads !== undefined){
let data10 = data.threads;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err13 = {instancePath:instancePath+"/threads",schemaPath:"#/properties/threads/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema38.properties.threads.type,parentSchema:schema38.properties.threads,data:data10};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 64 || isNaN(data10)){
const err14 = {instancePath:instancePath+"/threads",schemaPath:"#/properties/threads/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema38.properties.threads,data:data10};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data10 < 1 || isNaN(data10)){
const err15 = {instancePath:instancePath+"/threads",schemaPath:"#/properties/threads/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema38.properties.threads,data:data10};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.delivery !== undefined){
let data11 = data.delivery;
if(!((data11 === "at-least-once") || (data11 === "exactly-once"))){
const err16 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/enum",keyword:"enum",params:{allowedValues: schema38.properties.delivery.enum},message:"must be equal to one of the allowed values",schema:schema38.properties.delivery.enum,parentSchema:schema38.properties.delivery,data:data11};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.schema !== undefined){
let data12 = data.schema;
const _errs24 = errors;
let valid7 = false;
const _errs25 = errors;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.file === undefined){
const err17 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf/0/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'",schema:schema44.allOf[0].anyOf[0].required,parentSchema:schema44.allOf[0].anyOf[0],data:data12};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
var _valid0 = _errs25 === errors;
valid7 = valid7 || _valid0;
const _errs26 = errors;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.subject === undefined){
const err18 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf/1/required",keyword:"required",params:{missingProperty: "subject"},message:"must have required property '"+"subject"+"'",schema:schema44.allOf[0].anyOf[1].required,parentSchema:schema44.allOf[0].anyOf[1],data:data12};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
var _valid0 = _errs26 === errors;
valid7 = valid7 || _valid0;
const _errs27 = errors;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.subjectNameStrategy === undefined){
const err19 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf/2/required",keyword:"required",params:{missingProperty: "subjectNameStrategy"},message:"must have required property '"+"subjectNameStrategy"+"'",schema:schema44.allOf[0].anyOf[2].required,parentSchema:schema44.allOf[0].anyOf[2],data:data12};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
var _valid0 = _errs27 === errors;
valid7 = valid7 || _valid0;
if(!valid7){
const err20 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/0/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema44.allOf[0].anyOf,parentSchema:schema44.allOf[0],data:data12};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
const _errs29 = errors;
const _errs30 = errors;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing0;
if(((data12.subject === undefined) && (missing0 = "subject")) || ((data12.subjectNameStrategy === undefined) && (missing0 = "subjectNameStrategy"))){
const err21 = {};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
var valid8 = _errs30 === errors;
if(valid8){
const err22 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/allOf/1/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema44.allOf[1].not,parentSchema:schema44.allOf[1],data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
else {
errors = _errs29;
if(vErrors !== null){
if(_errs29){
vErrors.length = _errs29;
}
else {
vErrors = null;
}
}
}
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.type === undefined){
const err23 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema44.required,parentSchema:schema44,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key1 in data12){
if(!(((((key1 === "type") || (key1 === "file")) || (key1 === "subject")) || (key1 === "subjectNameStrategy")) || (key1 === "message"))){
const err24 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data12.type !== undefined){
let data13 = data12.type;
if(!(((data13 === "PROTOBUF") || (data13 === "JSON")) || (data13 === "AVRO"))){
const err25 = {instancePath:instancePath+"/schema/type",schemaPath:"#/$defs/payloadSchema/properties/type/enum",keyword:"enum",params:{allowedValues: schema44.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema44.properties.type.enum,parentSchema:schema44.properties.type,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data12.file !== undefined){
let data14 = data12.file;
if(typeof data14 === "string"){
if(func2(data14) < 1){
const err26 = {instancePath:instancePath+"/schema/file",schemaPath:"#/$defs/payloadSchema/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.file,data:data14};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/schema/file",schemaPath:"#/$defs/payloadSchema/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.file.type,parentSchema:schema44.properties.file,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data12.subject !== undefined){
let data15 = data12.subject;
if(typeof data15 === "string"){
if(func2(data15) < 1){
const err28 = {instancePath:instancePath+"/schema/subject",schemaPath:"#/$defs/payloadSchema/properties/subject/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.subject,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/schema/subject",schemaPath:"#/$defs/payloadSchema/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.subject.type,parentSchema:schema44.properties.subject,data:data15};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data12.subjectNameStrategy !== undefined){
let data16 = data12.subjectNameStrategy;
if(!(data16 === "TopicNameStrategy")){
const err30 = {instancePath:instancePath+"/schema/subjectNameStrategy",schemaPath:"#/$defs/payloadSchema/properties/subjectNameStrategy/enum",keyword:"enum",params:{allowedValues: schema44.properties.subjectNameStrategy.enum},message:"must be equal to one of the allowed values",schema:schema44.properties.subjectNameStrategy.enum,parentSchema:schema44.properties.subjectNameStrategy,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data12.message !== undefined){
let data17 = data12.message;
if(typeof data17 === "string"){
if(func2(data17) < 1){
const err31 = {instancePath:instancePath+"/schema/message",schemaPath:"#/$defs/payloadSchema/properties/message/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.message,data:data17};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/schema/message",schemaPath:"#/$defs/payloadSchema/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.message.type,parentSchema:schema44.properties.message,data:data17};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/schema",schemaPath:"#/$defs/payloadSchema/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data:data12};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.retry !== undefined){
let data18 = data.retry;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key2 in data18){
if(!((((((key2 === "maxAttempts") || (key2 === "initialBackoff")) || (key2 === "multiplier")) || (key2 === "maxBackoff")) || (key2 === "tiers")) || (key2 === "order"))){
const err34 = {instancePath:instancePath+"/retry",schemaPath:"#/$defs/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema33,data:data18};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data18.maxAttempts !== undefined){
let data19 = data18.maxAttempts;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err35 = {instancePath:instancePath+"/retry/maxAttempts",schemaPath:"#/$defs/retry/properties/maxAttempts/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema33.properties.maxAttempts.type,parentSchema:schema33.properties.maxAttempts,data:data19};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 1000 || isNaN(data19)){
const err36 = {instancePath:instancePath+"/retry/maxAttempts",schemaPath:"#/$defs/retry/properties/maxAttempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema33.properties.maxAttempts,data:data19};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data19 < 1 || isNaN(data19)){
const err37 = {instancePath:instancePath+"/retry/maxAttempts",schemaPath:"#/$defs/retry/properties/maxAttempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema33.properties.maxAttempts,data:data19};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data18.initialBackoff !== undefined){
let data20 = data18.initialBackoff;
if((typeof data20 !== "string") && (!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20))))){
const err38 = {instancePath:instancePath+"/retry/initialBackoff",schemaPath:"#/$defs/retry/properties/initialBackoff/type",keyword:"type",params:{type: schema33.properties.initialBackoff.type},message:"must be string,integer",schema:schema33.properties.initialBackoff.type,parentSchema:schema33.properties.initialBackoff,data:data20};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
const err39 = {instancePath:instancePath+"/retry/initialBackoff",schemaPath:"#/$defs/retry/properties/initialBackoff/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33.properties.initialBackoff,data:data20};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(typeof data20 === "string"){
if(!pattern7.test(data20)){
const err40 = {instancePath:instancePath+"/retry/initialBackoff",schemaPath:"#/$defs/retry/properties/initialBackoff/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema33.properties.initialBackoff,data:data20};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!(formats0(data20))){
const err41 = {instancePath:instancePath+"/retry/initialBackoff",schemaPath:"#/$defs/retry/properties/initialBackoff/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema33.properties.initialBackoff,data:data20};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
if(data18.multiplier !== undefined){
let data21 = data18.multiplier;
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 > 100 || isNaN(data21)){
const err42 = {instancePath:instancePath+"/retry/multiplier",schemaPath:"#/$defs/retry/properties/multiplier/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema33.properties.multiplier,data:data21};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data21 < 1 || isNaN(data21)){
const err43 = {instancePath:instancePath+"/retry/multiplier",schemaPath:"#/$defs/retry/properties/multiplier/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema33.properties.multiplier,data:data21};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/retry/multiplier",schemaPath:"#/$defs/retry/properties/multiplier/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema33.properties.multiplier.type,parentSchema:schema33.properties.multiplier,data:data21};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data18.maxBackoff !== undefined){
let data22 = data18.maxBackoff;
if((typeof data22 !== "string") && (!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22))))){
const err45 = {instancePath:instancePath+"/retry/maxBackoff",schemaPath:"#/$defs/retry/properties/maxBackoff/type",keyword:"type",params:{type: schema33.properties.maxBackoff.type},message:"must be string,integer",schema:schema33.properties.maxBackoff.type,parentSchema:schema33.properties.maxBackoff,data:data22};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 0 || isNaN(data22)){
const err46 = {instancePath:instancePath+"/retry/maxBackoff",schemaPath:"#/$defs/retry/properties/maxBackoff/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33.properties.maxBackoff,data:data22};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(typeof data22 === "string"){
if(!pattern7.test(data22)){
const err47 = {instancePath:instancePath+"/retry/maxBackoff",schemaPath:"#/$defs/retry/properties/maxBackoff/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema33.properties.maxBackoff,data:data22};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(!(formats0(data22))){
const err48 = {instancePath:instancePath+"/retry/maxBackoff",schemaPath:"#/$defs/retry/properties/maxBackoff/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema33.properties.maxBackoff,data:data22};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
if(data18.tiers !== undefined){
let data23 = data18.tiers;
if(Array.isArray(data23)){
if(data23.length > 10){
const err49 = {instancePath:instancePath+"/retry/tiers",schemaPath:"#/$defs/retry/properties/tiers/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items",schema:10,parentSchema:schema33.properties.tiers,data:data23};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
const len2 = data23.length;
for(let i2=0; i2<len2; i2++){
let data24 = data23[i2];
if((typeof data24 !== "string") && (!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24))))){
const err50 = {instancePath:instancePath+"/retry/tiers/" + i2,schemaPath:"#/$defs/retry/properties/tiers/items/type",keyword:"type",params:{type: schema33.properties.tiers.items.type},message:"must be string,integer",schema:schema33.properties.tiers.items.type,parentSchema:schema33.properties.tiers.items,data:data24};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err51 = {instancePath:instancePath+"/retry/tiers/" + i2,schemaPath:"#/$defs/retry/properties/tiers/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33.properties.tiers.items,data:data24};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(typeof data24 === "string"){
if(!pattern7.test(data24)){
const err52 = {instancePath:instancePath+"/retry/tiers/" + i2,schemaPath:"#/$defs/retry/properties/tiers/items/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema33.properties.tiers.items,data:data24};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!(formats0(data24))){
const err53 = {instancePath:instancePath+"/retry/tiers/" + i2,schemaPath:"#/$defs/retry/properties/tiers/items/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema33.properties.tiers.items,data:data24};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
}
else {
const err54 = {instancePath:instancePath+"/retry/tiers",schemaPath:"#/$defs/retry/properties/tiers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.tiers.type,parentSchema:schema33.properties.tiers,data:data23};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data18.order !== undefined){
let data25 = data18.order;
if(!(((data25 === "block") || (data25 === "topic")) || (data25 === "topic-with-key"))){
const err55 = {instancePath:instancePath+"/retry/order",schemaPath:"#/$defs/retry/properties/order/enum",keyword:"enum",params:{allowedValues: schema33.properties.order.enum},message:"must be equal to one of the allowed values",schema:schema33.properties.order.enum,parentSchema:schema33.properties.order,data:data25};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
else {
const err56 = {instancePath:instancePath+"/retry",schemaPath:"#/$defs/retry/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data:data18};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data.deadLetterHeaders !== undefined){
let data26 = data.deadLetterHeaders;
if(!(((data26 === "sluiceway") || (data26 === "spring")) || (data26 === "connect"))){
const err57 = {instancePath:instancePath+"/deadLetterHeaders",schemaPath:"#/properties/deadLetterHeaders/enum",keyword:"enum",params:{allowedValues: schema38.properties.deadLetterHeaders.enum},message:"must be equal to one of the allowed values",schema:schema38.properties.deadLetterHeaders.enum,parentSchema:schema38.properties.deadLetterHeaders,data:data26};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.timeout !== undefined){
let data27 = data.timeout;
if((typeof data27 !== "string") && (!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27))))){
const err58 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type: schema38.properties.timeout.type},message:"must be string,integer",schema:schema38.properties.timeout.type,parentSchema:schema38.properties.timeout,data:data27};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
const err59 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema38.properties.timeout,data:data27};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(typeof data27 === "string"){
if(!pattern7.test(data27)){
const err60 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema38.properties.timeout,data:data27};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(!(formats0(data27))){
const err61 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema38.properties.timeout,data:data27};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
if(data.topics !== undefined){
if(!(validate22(data.topics, {instancePath:instancePath+"/topics",parentData:data,parentDataProperty:"topics",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.start !== undefined){
let data29 = data.start;
if((typeof data29 !== "string") && (!(data29 && typeof data29 == "object" && !Array.isArray(data29)))){
const err62 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/type",keyword:"type",params:{type: schema37.type},message:"must be string,object",schema:schema37.type,parentSchema:schema37,data:data29};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(typeof data29 === "string"){
if(!pattern12.test(data29)){
const err63 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/pattern",keyword:"pattern",params:{pattern: "^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$"},message:"must match pattern \""+"^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$"+"\"",schema:"^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$",parentSchema:schema37,data:data29};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(!(formats10(data29))){
const err64 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/format",keyword:"format",params:{format: "sluiceway-start"},message:"must match format \""+"sluiceway-start"+"\"",schema:"sluiceway-start",parentSchema:schema37,data:data29};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.fromGroup === undefined){
const err65 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/required",keyword:"required",params:{missingProperty: "fromGroup"},message:"must have required property '"+"fromGroup"+"'",schema:schema37.required,parentSchema:schema37,data:data29};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
for(const key3 in data29){
if(!(key3 === "fromGroup")){
const err66 = {instancePath:instancePath+"/start",schemaPath:"#/$defs/start/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema37,data:data29};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data29.fromGroup !== undefined){
let data30 = data29.fromGroup;
if(typeof data30 === "string"){
if(func2(data30) < 1){
const err67 = {instancePath:instancePath+"/start/fromGroup",schemaPath:"#/$defs/start/properties/fromGroup/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema37.properties.fromGroup,data:data30};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(!pattern13.test(data30)){
const err68 = {instancePath:instancePath+"/start/fromGroup",schemaPath:"#/$defs/start/properties/fromGroup/pattern",keyword:"pattern",params:{pattern: "^(?!\\*$)"},message:"must match pattern \""+"^(?!\\*$)"+"\"",schema:"^(?!\\*$)",parentSchema:schema37.properties.fromGroup,data:data30};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/start/fromGroup",schemaPath:"#/$defs/start/properties/fromGroup/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.fromGroup.type,parentSchema:schema37.properties.fromGroup,data:data30};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
}
if(data.producer !== undefined){
let data31 = data.producer;
if(typeof data31 === "string"){
if(func2(data31) < 1){
const err70 = {instancePath:instancePath+"/producer",schemaPath:"#/properties/producer/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema38.properties.producer,data:data31};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/producer",schemaPath:"#/properties/producer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties.producer.type,parentSchema:schema38.properties.producer,data:data31};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data.consumer !== undefined){
let data32 = data.consumer;
if(typeof data32 === "string"){
if(func2(data32) < 1){
const err72 = {instancePath:instancePath+"/consumer",schemaPath:"#/properties/consumer/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema38.properties.consumer,data:data32};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/consumer",schemaPath:"#/properties/consumer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties.consumer.type,parentSchema:schema38.properties.consumer,data:data32};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema38.type,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.pipelineName === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pipelineName"},message:"must have required property '"+"pipelineName"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.steps === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "steps"},message:"must have required property '"+"steps"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.pipelineName !== undefined){
let data0 = data.pipelineName;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err3 = {instancePath:instancePath+"/pipelineName",schemaPath:"#/properties/pipelineName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$"},message:"must match pattern \""+"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$"+"\"",schema:"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$",parentSchema:schema31.properties.pipelineName,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/pipelineName",schemaPath:"#/properties/pipelineName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.pipelineName.type,parentSchema:schema31.properties.pipelineName,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.description !== undefined){
let data1 = data.description;
if(typeof data1 !== "string"){
const err5 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.description.type,parentSchema:schema31.properties.description,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.principal !== undefined){
let data2 = data.principal;
if(typeof data2 === "string"){
if(!pattern5.test(data2)){
const err6 = {instancePath:instancePath+"/principal",schemaPath:"#/properties/principal/pattern",keyword:"pattern",params:{pattern: "^User:(?!\\*$).+$"},message:"must match pattern \""+"^User:(?!\\*$).+$"+"\"",schema:"^User:(?!\\*$).+$",parentSchema:schema31.properties.principal,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/principal",schemaPath:"#/properties/principal/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.principal.type,parentSchema:schema31.properties.principal,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.producers !== undefined){
let data3 = data.producers;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern5.test(data4)){
const err8 = {instancePath:instancePath+"/producers/" + i0,schemaPath:"#/properties/producers/items/pattern",keyword:"pattern",params:{pattern: "^User:(?!\\*$).+$"},message:"must match pattern \""+"^User:(?!\\*$).+$"+"\"",schema:"^User:(?!\\*$).+$",parentSchema:schema31.properties.producers.items,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/producers/" + i0,schemaPath:"#/properties/producers/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.producers.items.type,parentSchema:schema31.properties.producers.items,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/producers",schemaPath:"#/properties/producers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.producers.type,parentSchema:schema31.properties.producers,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.allowedKafkaTopics !== undefined){
let data5 = data.allowedKafkaTopics;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err11 = {instancePath:instancePath+"/allowedKafkaTopics/" + i1,schemaPath:"#/properties/allowedKafkaTopics/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema31.properties.allowedKafkaTopics.items,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/allowedKafkaTopics/" + i1,schemaPath:"#/properties/allowedKafkaTopics/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.allowedKafkaTopics.items.type,parentSchema:schema31.properties.allowedKafkaTopics.items,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/allowedKafkaTopics",schemaPath:"#/properties/allowedKafkaTopics/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.allowedKafkaTopics.type,parentSchema:schema31.properties.allowedKafkaTopics,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.delivery !== undefined){
let data7 = data.delivery;
if(!((data7 === "at-least-once") || (data7 === "exactly-once"))){
const err14 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/enum",keyword:"enum",params:{allowedValues: schema31.properties.delivery.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.delivery.enum,parentSchema:schema31.properties.delivery,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.variables !== undefined){
let data8 = data.variables;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length > 500){
const err15 = {instancePath:instancePath+"/variables",schemaPath:"#/properties/variables/maxProperties",keyword:"maxProperties",params:{limit: 500},message:"must NOT have more than 500 properties",schema:500,parentSchema:schema31.properties.variables,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key1 in data8){
let data9 = data8[key1];
if(((typeof data9 !== "string") && (!((typeof data9 == "number") && (isFinite(data9))))) && (typeof data9 !== "boolean")){
const err16 = {instancePath:instancePath+"/variables/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/variables/additionalProperties/type",keyword:"type",params:{type: schema31.properties.variables.additionalProperties.type},message:"must be string,number,boolean",schema:schema31.properties.variables.additionalProperties.type,parentSchema:schema31.properties.variables.additionalProperties,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/variables",schemaPath:"#/properties/variables/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variables.type,parentSchema:schema31.properties.variables,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.defaults !== undefined){
if(!(validate21(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.steps !== undefined){
let data11 = data.steps;
if(Array.isArray(data11)){
if(data11.length < 1){
const err18 = {instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.steps,data:data11};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
const len2 = data11.length;
for(let i2=0; i2<len2; i2++){
if(!(validate31(data11[i2], {instancePath:instancePath+"/steps/" + i2,parentData:data11,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err19 = {instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.steps.type,parentSchema:schema31.properties.steps,data:data11};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
