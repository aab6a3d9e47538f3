// @ts-nocheck
/** Generated from schemas/ by `npm run generate`; do not edit. */
import { formats, lengthInCharacters } from "../../schema/formats.ts";

export const cluster = validate20;
const schema31 = {"type":"object","additionalProperties":false,"required":["clusterName"],"properties":{"clusterName":{"type":"string","pattern":"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$","format":"cluster-name"},"description":{"type":"string"},"allowedKafkaTopics":{"type":"array","items":{"type":"string","minLength":1}},"allowedGrpcServices":{"type":"array","items":{"type":"string","minLength":1}},"topicDefaults":{"$ref":"#/$defs/topicDefaults"},"topics":{"type":"array","items":{"$ref":"#/$defs/customTopic"}},"variables":{"type":"object","maxProperties":500,"additionalProperties":{"type":["string","number","boolean"]}},"brokers":{"type":"integer","minimum":1,"maximum":32767},"naming":{"$ref":"#/$defs/naming"},"management":{"$ref":"#/$defs/management"}},"$defs":{"topicDefaults":{"type":"object","additionalProperties":false,"properties":{"partitions":{"type":"integer","minimum":1,"maximum":100000},"replicationFactor":{"type":"integer","minimum":1,"maximum":32767},"retention":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"errorRetention":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"config":{"$ref":"#/$defs/rawTopicConfig"}}},"customTopic":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","minLength":1},"partitions":{"type":"integer","minimum":1,"maximum":100000},"replicationFactor":{"type":"integer","minimum":1,"maximum":32767},"retention":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"config":{"$ref":"#/$defs/rawTopicConfig"}}},"naming":{"type":"object","additionalProperties":false,"properties":{"prefix":{"type":"string","pattern":"^[A-Za-z0-9._-]{0,50}$","patternErrorMessage":"may consist of letters, digits, \".\", \"_\" and \"-\" only, at most 50 of them"},"migrateFrom":{"type":"string","pattern":"^[A-Za-z0-9._-]{0,50}$","patternErrorMessage":"may consist of letters, digits, \".\", \"_\" and \"-\" only, at most 50 of them"}}},"rawTopicConfig":{"type":"object","properties":{"retention.ms":{"not":{},"errorMessage":"is declared as `retention` beside `config`"}},"additionalProperties":{"type":["string","number","boolean"]}},"management":{"type":"object","additionalProperties":false,"properties":{"topics":{"$ref":"#/$defs/topicManagement"},"acls":{"enum":["shared","exclusive"]},"aclPattern":{"enum":["literal","prefixed"]},"drift":{"$ref":"#/$defs/driftPolicies"}}},"topicManagement":{"type":"object","additionalProperties":false,"properties":{"onMismatch":{"enum":["warn","alter"]}}},"driftPolicies":{"type":"object","additionalProperties":false,"properties":{"topics":{"enum":["report","heal","hold"]},"acls":{"enum":["report","heal","hold"]},"groups":{"enum":["report","heal","hold"]},"pipelines":{"enum":["report","heal","hold"]}}}}};
const schema36 = {"type":"object","additionalProperties":false,"properties":{"prefix":{"type":"string","pattern":"^[A-Za-z0-9._-]{0,50}$","patternErrorMessage":"may consist of letters, digits, \".\", \"_\" and \"-\" only, at most 50 of them"},"migrateFrom":{"type":"string","pattern":"^[A-Za-z0-9._-]{0,50}$","patternErrorMessage":"may consist of letters, digits, \".\", \"_\" and \"-\" only, at most 50 of them"}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = lengthInCharacters;
const pattern4 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$", "u");
const pattern8 = new RegExp("^[A-Za-z0-9._-]{0,50}$", "u");
const schema32 = {"type":"object","additionalProperties":false,"properties":{"partitions":{"type":"integer","minimum":1,"maximum":100000},"replicationFactor":{"type":"integer","minimum":1,"maximum":32767},"retention":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"errorRetention":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"config":{"$ref":"#/$defs/rawTopicConfig"}}};
const schema33 = {"type":"object","properties":{"retention.ms":{"not":{},"errorMessage":"is declared as `retention` beside `config`"}},"additionalProperties":{"type":["string","number","boolean"]}};
const formats0 = formats["sluiceway-retention"];
const pattern5 = new RegExp("^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$", "u");

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
if(!(((((key0 === "partitions") || (key0 === "replicationFactor")) || (key0 === "retention")) || (key0 === "errorRetention")) || (key0 === "config"))){
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
if(data.partitions !== undefined){
let data0 = data.partitions;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err1 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.partitions.type,parentSchema:schema32.properties.partitions,data:data0};
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
const err2 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema32.properties.partitions,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.partitions,data:data0};
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
const err4 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/properties/replicationFactor/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.replicationFactor.type,parentSchema:schema32.properties.replicationFactor,data:data1};
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
const err5 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/properties/replicationFactor/maximum",keyword:"maximum",params:{comparison: "<=", limit: 32767},message:"must be <= 32767",schema:32767,parentSchema:schema32.properties.replicationFactor,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/properties/replicationFactor/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.replicationFactor,data:data1};
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
const err7 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/type",keyword:"type",params:{type: schema32.properties.retention.type},message:"must be string,integer",schema:schema32.properties.retention.type,parentSchema:schema32.properties.retention,data:data2};
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
const err8 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1},message:"must be >= -1",schema:-1,parentSchema:schema32.properties.retention,data:data2};
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
if(!pattern5.test(data2)){
const err9 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/pattern",keyword:"pattern",params:{pattern: "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema32.properties.retention,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!(formats0(data2))){
const err10 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/format",keyword:"format",params:{format: "sluiceway-retention"},message:"must match format \""+"sluiceway-retention"+"\"",schema:"sluiceway-retention",parentSchema:schema32.properties.retention,data:data2};
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
if(data.errorRetention !== undefined){
let data3 = data.errorRetention;
if((typeof data3 !== "string") && (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3))))){
const err11 = {instancePath:instancePath+"/errorRetention",schemaPath:"#/properties/errorRetention/type",keyword:"type",params:{type: schema32.properties.errorRetention.type},message:"must be string,integer",schema:schema32.properties.errorRetention.type,parentSchema:schema32.properties.errorRetention,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < -1 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/errorRetention",schemaPath:"#/properties/errorRetention/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1},message:"must be >= -1",schema:-1,parentSchema:schema32.properties.errorRetention,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err13 = {instancePath:instancePath+"/errorRetention",schemaPath:"#/properties/errorRetention/pattern",keyword:"pattern",params:{pattern: "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema32.properties.errorRetention,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!(formats0(data3))){
const err14 = {instancePath:instancePath+"/errorRetention",schemaPath:"#/properties/errorRetention/format",keyword:"format",params:{format: "sluiceway-retention"},message:"must match format \""+"sluiceway-retention"+"\"",schema:"sluiceway-retention",parentSchema:schema32.properties.errorRetention,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data.config !== undefined){
let data4 = data.config;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!(key1 === "retention.ms")){
let data5 = data4[key1];
if(((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) && (typeof data5 !== "boolean")){
const err15 = {instancePath:instancePath+"/config/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/rawTopicConfig/additionalProperties/type",keyword:"type",params:{type: schema33.additionalProperties.type},message:"must be string,number,boolean",schema:schema33.additionalProperties.type,parentSchema:schema33.additionalProperties,data:data5};
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
if(data4["retention.ms"] !== undefined){
const err16 = {instancePath:instancePath+"/config/retention.ms",schemaPath:"#/$defs/rawTopicConfig/properties/retention.ms/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema33.properties["retention.ms"].not,parentSchema:schema33.properties["retention.ms"],data:data4["retention.ms"]};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/config",schemaPath:"#/$defs/rawTopicConfig/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema34 = {"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","minLength":1},"partitions":{"type":"integer","minimum":1,"maximum":100000},"replicationFactor":{"type":"integer","minimum":1,"maximum":32767},"retention":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"config":{"$ref":"#/$defs/rawTopicConfig"}}};

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
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema34.required,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "name") || (key0 === "partitions")) || (key0 === "replicationFactor")) || (key0 === "retention")) || (key0 === "config"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(func2(data0) < 1){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34.properties.name,data:data0};
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
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.name.type,parentSchema:schema34.properties.name,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.partitions !== undefined){
let data1 = data.partitions;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema34.properties.partitions.type,parentSchema:schema34.properties.partitions,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 100000 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema34.properties.partitions,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema34.properties.partitions,data:data1};
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
if(data.replicationFactor !== undefined){
let data2 = data.replicationFactor;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err7 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/properties/replicationFactor/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema34.properties.replicationFactor.type,parentSchema:schema34.properties.replicationFactor,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 32767 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/properties/replicationFactor/maximum",keyword:"maximum",params:{comparison: "<=", limit: 32767},message:"must be <= 32767",schema:32767,parentSchema:schema34.properties.replicationFactor,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err9 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/properties/replicationFactor/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema34.properties.replicationFactor,data:data2};
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
if(data.retention !== undefined){
let data3 = data.retention;
if((typeof data3 !== "string") && (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3))))){
const err10 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/type",keyword:"type",params:{type: schema34.properties.retention.type},message:"must be string,integer",schema:schema34.properties.retention.type,parentSchema:schema34.properties.retention,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < -1 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1},message:"must be >= -1",schema:-1,parentSchema:schema34.properties.retention,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err12 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/pattern",keyword:"pattern",params:{pattern: "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema34.properties.retention,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!(formats0(data3))){
const err13 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/format",keyword:"format",params:{format: "sluiceway-retention"},message:"must match format \""+"sluiceway-retention"+"\"",schema:"sluiceway-retention",parentSchema:schema34.properties.retention,data:data3};
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
if(data.config !== undefined){
let data4 = data.config;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!(key1 === "retention.ms")){
let data5 = data4[key1];
if(((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) && (typeof data5 !== "boolean")){
const err14 = {instancePath:instancePath+"/config/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/rawTopicConfig/additionalProperties/type",keyword:"type",params:{type: schema33.additionalProperties.type},message:"must be string,number,boolean",schema:schema33.additionalProperties.type,parentSchema:schema33.additionalProperties,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data4["retention.ms"] !== undefined){
const err15 = {instancePath:instancePath+"/config/retention.ms",schemaPath:"#/$defs/rawTopicConfig/properties/retention.ms/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema33.properties["retention.ms"].not,parentSchema:schema33.properties["retention.ms"],data:data4["retention.ms"]};
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
const err16 = {instancePath:instancePath+"/config",schemaPath:"#/$defs/rawTopicConfig/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data:data4};
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
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema34.type,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema37 = {"type":"object","additionalProperties":false,"properties":{"topics":{"$ref":"#/$defs/topicManagement"},"acls":{"enum":["shared","exclusive"]},"aclPattern":{"enum":["literal","prefixed"]},"drift":{"$ref":"#/$defs/driftPolicies"}}};
const schema38 = {"type":"object","additionalProperties":false,"properties":{"onMismatch":{"enum":["warn","alter"]}}};
const schema39 = {"type":"object","additionalProperties":false,"properties":{"topics":{"enum":["report","heal","hold"]},"acls":{"enum":["report","heal","hold"]},"groups":{"enum":["report","heal","hold"]},"pipelines":{"enum":["report","heal","hold"]}}};

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "topics") || (key0 === "acls")) || (key0 === "aclPattern")) || (key0 === "drift"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.topics !== undefined){
let data0 = data.topics;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
if(!(key1 === "onMismatch")){
const err1 = {instancePath:instancePath+"/topics",schemaPath:"#/$defs/topicManagement/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema38,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0.onMismatch !== undefined){
let data1 = data0.onMismatch;
if(!((data1 === "warn") || (data1 === "alter"))){
const err2 = {instancePath:instancePath+"/topics/onMismatch",schemaPath:"#/$defs/topicManagement/properties/onMismatch/enum",keyword:"enum",params:{allowedValues: schema38.properties.onMismatch.enum},message:"must be equal to one of the allowed values",schema:schema38.properties.onMismatch.enum,parentSchema:schema38.properties.onMismatch,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath:instancePath+"/topics",schemaPath:"#/$defs/topicManagement/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema38.type,parentSchema:schema38,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.acls !== undefined){
let data2 = data.acls;
if(!((data2 === "shared") || (data2 === "exclusive"))){
const err4 = {instancePath:instancePath+"/acls",schemaPath:"#/properties/acls/enum",keyword:"enum",params:{allowedValues: schema37.properties.acls.enum},message:"must be equal to one of the allowed values",schema:schema37.properties.acls.enum,parentSchema:schema37.properties.acls,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.aclPattern !== undefined){
let data3 = data.aclPattern;
if(!((data3 === "literal") || (data3 === "prefixed"))){
const err5 = {instancePath:instancePath+"/aclPattern",schemaPath:"#/properties/aclPattern/enum",keyword:"enum",params:{allowedValues: schema37.properties.aclPattern.enum},message:"must be equal to one of the allowed values",schema:schema37.properties.aclPattern.enum,parentSchema:schema37.properties.aclPattern,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.drift !== undefined){
let data4 = data.drift;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key2 in data4){
if(!((((key2 === "topics") || (key2 === "acls")) || (key2 === "groups")) || (key2 === "pipelines"))){
const err6 = {instancePath:instancePath+"/drift",schemaPath:"#/$defs/driftPolicies/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema39,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data4.topics !== undefined){
let data5 = data4.topics;
if(!(((data5 === "report") || (data5 === "heal")) || (data5 === "hold"))){
const err7 = {instancePath:instancePath+"/drift/topics",schemaPath:"#/$defs/driftPolicies/properties/topics/enum",keyword:"enum",params:{allowedValues: schema39.properties.topics.enum},message:"must be equal to one of the allowed values",schema:schema39.properties.topics.enum,parentSchema:schema39.properties.topics,data:data5};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data4.acls !== undefined){
let data6 = data4.acls;
if(!(((data6 === "report") || (data6 === "heal")) || (data6 === "hold"))){
const err8 = {instancePath:instancePath+"/drift/acls",schemaPath:"#/$defs/driftPolicies/properties/acls/enum",keyword:"enum",params:{allowedValues: schema39.properties.acls.enum},message:"must be equal to one of the allowed values",schema:schema39.properties.acls.enum,parentSchema:schema39.properties.acls,data:data6};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data4.groups !== undefined){
let data7 = data4.groups;
if(!(((data7 === "report") || (data7 === "heal")) || (data7 === "hold"))){
const err9 = {instancePath:instancePath+"/drift/groups",schemaPath:"#/$defs/driftPolicies/properties/groups/enum",keyword:"enum",params:{allowedValues: schema39.properties.groups.enum},message:"must be equal to one of the allowed values",schema:schema39.properties.groups.enum,parentSchema:schema39.properties.groups,data:data7};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data4.pipelines !== undefined){
let data8 = data4.pipelines;
if(!(((data8 === "report") || (data8 === "heal")) || (data8 === "hold"))){
const err10 = {instancePath:instancePath+"/drift/pipelines",schemaPath:"#/$defs/driftPolicies/properties/pipelines/enum",keyword:"enum",params:{allowedValues: schema39.properties.pipelines.enum},message:"must be equal to one of the allowed values",schema:schema39.properties.pipelines.enum,parentSchema:schema39.properties.pipelines,data:data8};
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
else {
const err11 = {instancePath:instancePath+"/drift",schemaPath:"#/$defs/driftPolicies/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema39.type,parentSchema:schema39,data:data4};
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
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema37.type,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
if(data.clusterName === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clusterName"},message:"must have required property '"+"clusterName"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.clusterName !== undefined){
let data0 = data.clusterName;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err2 = {instancePath:instancePath+"/clusterName",schemaPath:"#/properties/clusterName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$"},message:"must match pattern \""+"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$"+"\"",schema:"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$",parentSchema:schema31.properties.clusterName,data:data0};
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
const err3 = {instancePath:instancePath+"/clusterName",schemaPath:"#/properties/clusterName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.clusterName.type,parentSchema:schema31.properties.clusterName,data:data0};
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
const err4 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.description.type,parentSchema:schema31.properties.description,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.allowedKafkaTopics !== undefined){
let data2 = data.allowedKafkaTopics;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err5 = {instancePath:instancePath+"/allowedKafkaTopics/" + i0,schemaPath:"#/properties/allowedKafkaTopics/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema31.properties.allowedKafkaTopics.items,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/allowedKafkaTopics/" + i0,schemaPath:"#/properties/allowedKafkaTopics/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.allowedKafkaTopics.items.type,parentSchema:schema31.properties.allowedKafkaTopics.items,data:data3};
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
else {
const err7 = {instancePath:instancePath+"/allowedKafkaTopics",schemaPath:"#/properties/allowedKafkaTopics/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.allowedKafkaTopics.type,parentSchema:schema31.properties.allowedKafkaTopics,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.allowedGrpcServices !== undefined){
let data4 = data.allowedGrpcServices;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err8 = {instancePath:instancePath+"/allowedGrpcServices/" + i1,schemaPath:"#/properties/allowedGrpcServices/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema31.properties.allowedGrpcServices.items,data:data5};
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
const err9 = {instancePath:instancePath+"/allowedGrpcServices/" + i1,schemaPath:"#/properties/allowedGrpcServices/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.allowedGrpcServices.items.type,parentSchema:schema31.properties.allowedGrpcServices.items,data:data5};
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
const err10 = {instancePath:instancePath+"/allowedGrpcServices",schemaPath:"#/properties/allowedGrpcServices/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.allowedGrpcServices.type,parentSchema:schema31.properties.allowedGrpcServices,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.topicDefaults !== undefined){
if(!(validate21(data.topicDefaults, {instancePath:instancePath+"/topicDefaults",parentData:data,parentDataProperty:"topicDefaults",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.topics !== undefined){
let data7 = data.topics;
if(Array.isArray(data7)){
const len2 = data7.length;
for(let i2=0; i2<len2; i2++){
if(!(validate23(data7[i2], {instancePath:instancePath+"/topics/" + i2,parentData:data7,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath:instancePath+"/topics",schemaPath:"#/properties/topics/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.topics.type,parentSchema:schema31.properties.topics,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.variables !== undefined){
let data9 = data.variables;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(Object.keys(data9).length > 500){
const err12 = {instancePath:instancePath+"/variables",schemaPath:"#/properties/variables/maxProperties",keyword:"maxProperties",params:{limit: 500},message:"must NOT have more than 500 properties",schema:500,parentSchema:schema31.properties.variables,data:data9};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data9){
let data10 = data9[key1];
if(((typeof data10 !== "string") && (!((typeof data10 == "number") && (isFinite(data10))))) && (typeof data10 !== "boolean")){
const err13 = {instancePath:instancePath+"/variables/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/variables/additionalProperties/type",keyword:"type",params:{type: schema31.properties.variables.additionalProperties.type},message:"must be string,number,boolean",schema:schema31.properties.variables.additionalProperties.type,parentSchema:schema31.properties.variables.additionalProperties,data:data10};
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
const err14 = {instancePath:instancePath+"/variables",schemaPath:"#/properties/variables/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variables.type,parentSchema:schema31.properties.variables,data:data9};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.brokers !== undefined){
let data11 = data.brokers;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err15 = {instancePath:instancePath+"/brokers",schemaPath:"#/properties/brokers/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.brokers.type,parentSchema:schema31.properties.brokers,data:data11};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 32767 || isNaN(data11)){
const err16 = {instancePath:instancePath+"/brokers",schemaPath:"#/properties/brokers/maximum",keyword:"maximum",params:{comparison: "<=", limit: 32767},message:"must be <= 32767",schema:32767,parentSchema:schema31.properties.brokers,data:data11};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data11 < 1 || isNaN(data11)){
const err17 = {instancePath:instancePath+"/brokers",schemaPath:"#/properties/brokers/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.brokers,data:data11};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data.naming !== undefined){
let data12 = data.naming;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
if(!((key2 === "prefix") || (key2 === "migrateFrom"))){
const err18 = {instancePath:instancePath+"/naming",schemaPath:"#/$defs/naming/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema36,data:data12};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data12.prefix !== undefined){
let data13 = data12.prefix;
if(typeof data13 === "string"){
if(!pattern8.test(data13)){
const err19 = {instancePath:instancePath+"/naming/prefix",schemaPath:"#/$defs/naming/properties/prefix/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._-]{0,50}$"},message:"must match pattern \""+"^[A-Za-z0-9._-]{0,50}$"+"\"",schema:"^[A-Za-z0-9._-]{0,50}$",parentSchema:schema36.properties.prefix,data:data13};
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
const err20 = {instancePath:instancePath+"/naming/prefix",schemaPath:"#/$defs/naming/properties/prefix/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.properties.prefix.type,parentSchema:schema36.properties.prefix,data:data13};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data12.migrateFrom !== undefined){
let data14 = data12.migrateFrom;
if(typeof data14 === "string"){
if(!pattern8.test(data14)){
const err21 = {instancePath:instancePath+"/naming/migrateFrom",schemaPath:"#/$defs/naming/properties/migrateFrom/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._-]{0,50}$"},message:"must match pattern \""+"^[A-Za-z0-9._-]{0,50}$"+"\"",schema:"^[A-Za-z0-9._-]{0,50}$",parentSchema:schema36.properties.migrateFrom,data:data14};
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
const err22 = {instancePath:instancePath+"/naming/migrateFrom",schemaPath:"#/$defs/naming/properties/migrateFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.properties.migrateFrom.type,parentSchema:schema36.properties.migrateFrom,data:data14};
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
else {
const err23 = {instancePath:instancePath+"/naming",schemaPath:"#/$defs/naming/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema36.type,parentSchema:schema36,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.management !== undefined){
if(!(validate25(data.management, {instancePath:instancePath+"/management",parentData:data,parentDataProperty:"management",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
