// @ts-nocheck
/** Generated from schemas/ by `npm run generate`; do not edit. */
import { formats, lengthInCharacters } from "../../schema/formats.ts";

export const policy = validate20;
const schema31 = {"type":"object","additionalProperties":false,"required":["policy","rules"],"properties":{"policy":{"type":"string","pattern":"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$","patternErrorMessage":"consists of letters, digits, \"-\" and \"_\", and begins and ends with a letter or digit"},"description":{"type":"string"},"environments":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"severity":{"enum":["error","warning"]},"rules":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/rule"}}},"$defs":{"rule":{"type":"object","additionalProperties":false,"properties":{"message":{"type":"string","minLength":1},"severity":{"enum":["error","warning"]},"environments":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"names":{"$ref":"#/$defs/namePatterns"},"topics":{"$ref":"#/$defs/topicLimits"},"required":{"$ref":"#/$defs/keysByLevel"},"forbidden":{"$ref":"#/$defs/keysByLevel"},"forbiddenChanges":{"$ref":"#/$defs/changePattern"}},"oneOf":[{"required":["names"]},{"required":["topics"]},{"required":["required"]},{"required":["forbidden"]},{"required":["forbiddenChanges"]}],"errorMessage":"has exactly one of `names`, `topics`, `required`, `forbidden` and `forbiddenChanges`"},"namePatterns":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"pipelines":{"type":"string","minLength":1,"maxLength":500},"steps":{"type":"string","minLength":1,"maxLength":500},"topics":{"type":"string","minLength":1,"maxLength":500}}},"topicLimits":{"type":"object","additionalProperties":false,"properties":{"roles":{"type":"array","minItems":1,"items":{"enum":["input","output","error","dead-letter","custom"]}},"partitions":{"$ref":"#/$defs/range"},"replicationFactor":{"$ref":"#/$defs/range"},"retention":{"$ref":"#/$defs/retentionRange"},"config":{"type":"object","minProperties":1,"additionalProperties":{"$ref":"#/$defs/range"}}}},"range":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"min":{"type":"number"},"max":{"type":"number"}}},"retentionRange":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"min":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"max":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"}}},"keysByLevel":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"cluster":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"pipeline":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"step":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}}},"changePattern":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"kinds":{"type":"array","minItems":1,"items":{"enum":["create-topic","increase-partitions","alter-config","end-quarantine","grant-acl","register-schema","start-group","publish-bundle","retire-bundle","revoke-acl","delete-offsets"]}},"actions":{"type":"array","minItems":1,"items":{"enum":["add","change","remove"]}},"risks":{"type":"array","minItems":1,"items":{"enum":["safe","caution","destructive"]}},"resources":{"type":"string","minLength":1,"maxLength":500},"from":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$","format":"sluiceway-time","patternErrorMessage":"isn't a time with its zone such as 2026-12-24T18:00:00Z, or a date"},"until":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$","format":"sluiceway-time","patternErrorMessage":"isn't a time with its zone such as 2026-12-24T18:00:00Z, or a date"}}}}};
const pattern4 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$", "u");
const func1 = lengthInCharacters;
const schema32 = {"type":"object","additionalProperties":false,"properties":{"message":{"type":"string","minLength":1},"severity":{"enum":["error","warning"]},"environments":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"names":{"$ref":"#/$defs/namePatterns"},"topics":{"$ref":"#/$defs/topicLimits"},"required":{"$ref":"#/$defs/keysByLevel"},"forbidden":{"$ref":"#/$defs/keysByLevel"},"forbiddenChanges":{"$ref":"#/$defs/changePattern"}},"oneOf":[{"required":["names"]},{"required":["topics"]},{"required":["required"]},{"required":["forbidden"]},{"required":["forbiddenChanges"]}],"errorMessage":"has exactly one of `names`, `topics`, `required`, `forbidden` and `forbiddenChanges`"};
const schema33 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"pipelines":{"type":"string","minLength":1,"maxLength":500},"steps":{"type":"string","minLength":1,"maxLength":500},"topics":{"type":"string","minLength":1,"maxLength":500}}};
const schema39 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"cluster":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"pipeline":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"step":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}}};
const schema41 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"kinds":{"type":"array","minItems":1,"items":{"enum":["create-topic","increase-partitions","alter-config","end-quarantine","grant-acl","register-schema","start-group","publish-bundle","retire-bundle","revoke-acl","delete-offsets"]}},"actions":{"type":"array","minItems":1,"items":{"enum":["add","change","remove"]}},"risks":{"type":"array","minItems":1,"items":{"enum":["safe","caution","destructive"]}},"resources":{"type":"string","minLength":1,"maxLength":500},"from":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$","format":"sluiceway-time","patternErrorMessage":"isn't a time with its zone such as 2026-12-24T18:00:00Z, or a date"},"until":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$","format":"sluiceway-time","patternErrorMessage":"isn't a time with its zone such as 2026-12-24T18:00:00Z, or a date"}}};
const schema34 = {"type":"object","additionalProperties":false,"properties":{"roles":{"type":"array","minItems":1,"items":{"enum":["input","output","error","dead-letter","custom"]}},"partitions":{"$ref":"#/$defs/range"},"replicationFactor":{"$ref":"#/$defs/range"},"retention":{"$ref":"#/$defs/retentionRange"},"config":{"type":"object","minProperties":1,"additionalProperties":{"$ref":"#/$defs/range"}}}};
const schema35 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"min":{"type":"number"},"max":{"type":"number"}}};
const schema37 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"min":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"},"max":{"type":["string","integer"],"minimum":-1,"pattern":"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-retention","patternErrorMessage":"isn't a retention such as 12h, 7d or -1 (unlimited)"}}};
const formats0 = formats["sluiceway-retention"];
const pattern5 = new RegExp("^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$", "u");

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
if(!(((((key0 === "roles") || (key0 === "partitions")) || (key0 === "replicationFactor")) || (key0 === "retention")) || (key0 === "config"))){
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
if(data.roles !== undefined){
let data0 = data.roles;
if(Array.isArray(data0)){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema34.properties.roles,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(!(((((data1 === "input") || (data1 === "output")) || (data1 === "error")) || (data1 === "dead-letter")) || (data1 === "custom"))){
const err2 = {instancePath:instancePath+"/roles/" + i0,schemaPath:"#/properties/roles/items/enum",keyword:"enum",params:{allowedValues: schema34.properties.roles.items.enum},message:"must be equal to one of the allowed values",schema:schema34.properties.roles.items.enum,parentSchema:schema34.properties.roles.items,data:data1};
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
const err3 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema34.properties.roles.type,parentSchema:schema34.properties.roles,data:data0};
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
let data2 = data.partitions;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length < 1){
const err4 = {instancePath:instancePath+"/partitions",schemaPath:"#/$defs/range/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data2){
if(!((key1 === "min") || (key1 === "max"))){
const err5 = {instancePath:instancePath+"/partitions",schemaPath:"#/$defs/range/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.min !== undefined){
let data3 = data2.min;
if(!((typeof data3 == "number") && (isFinite(data3)))){
const err6 = {instancePath:instancePath+"/partitions/min",schemaPath:"#/$defs/range/properties/min/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema35.properties.min.type,parentSchema:schema35.properties.min,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data2.max !== undefined){
let data4 = data2.max;
if(!((typeof data4 == "number") && (isFinite(data4)))){
const err7 = {instancePath:instancePath+"/partitions/max",schemaPath:"#/$defs/range/properties/max/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema35.properties.max.type,parentSchema:schema35.properties.max,data:data4};
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
else {
const err8 = {instancePath:instancePath+"/partitions",schemaPath:"#/$defs/range/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.replicationFactor !== undefined){
let data5 = data.replicationFactor;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length < 1){
const err9 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/$defs/range/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key2 in data5){
if(!((key2 === "min") || (key2 === "max"))){
const err10 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/$defs/range/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.min !== undefined){
let data6 = data5.min;
if(!((typeof data6 == "number") && (isFinite(data6)))){
const err11 = {instancePath:instancePath+"/replicationFactor/min",schemaPath:"#/$defs/range/properties/min/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema35.properties.min.type,parentSchema:schema35.properties.min,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.max !== undefined){
let data7 = data5.max;
if(!((typeof data7 == "number") && (isFinite(data7)))){
const err12 = {instancePath:instancePath+"/replicationFactor/max",schemaPath:"#/$defs/range/properties/max/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema35.properties.max.type,parentSchema:schema35.properties.max,data:data7};
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
const err13 = {instancePath:instancePath+"/replicationFactor",schemaPath:"#/$defs/range/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.retention !== undefined){
let data8 = data.retention;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length < 1){
const err14 = {instancePath:instancePath+"/retention",schemaPath:"#/$defs/retentionRange/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key3 in data8){
if(!((key3 === "min") || (key3 === "max"))){
const err15 = {instancePath:instancePath+"/retention",schemaPath:"#/$defs/retentionRange/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data8.min !== undefined){
let data9 = data8.min;
if((typeof data9 !== "string") && (!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9))))){
const err16 = {instancePath:instancePath+"/retention/min",schemaPath:"#/$defs/retentionRange/properties/min/type",keyword:"type",params:{type: schema37.properties.min.type},message:"must be string,integer",schema:schema37.properties.min.type,parentSchema:schema37.properties.min,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < -1 || isNaN(data9)){
const err17 = {instancePath:instancePath+"/retention/min",schemaPath:"#/$defs/retentionRange/properties/min/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1},message:"must be >= -1",schema:-1,parentSchema:schema37.properties.min,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(typeof data9 === "string"){
if(!pattern5.test(data9)){
const err18 = {instancePath:instancePath+"/retention/min",schemaPath:"#/$defs/retentionRange/properties/min/pattern",keyword:"pattern",params:{pattern: "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema37.properties.min,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!(formats0(data9))){
const err19 = {instancePath:instancePath+"/retention/min",schemaPath:"#/$defs/retentionRange/properties/min/format",keyword:"format",params:{format: "sluiceway-retention"},message:"must match format \""+"sluiceway-retention"+"\"",schema:"sluiceway-retention",parentSchema:schema37.properties.min,data:data9};
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
if(data8.max !== undefined){
let data10 = data8.max;
if((typeof data10 !== "string") && (!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10))))){
const err20 = {instancePath:instancePath+"/retention/max",schemaPath:"#/$defs/retentionRange/properties/max/type",keyword:"type",params:{type: schema37.properties.max.type},message:"must be string,integer",schema:schema37.properties.max.type,parentSchema:schema37.properties.max,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < -1 || isNaN(data10)){
const err21 = {instancePath:instancePath+"/retention/max",schemaPath:"#/$defs/retentionRange/properties/max/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1},message:"must be >= -1",schema:-1,parentSchema:schema37.properties.max,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err22 = {instancePath:instancePath+"/retention/max",schemaPath:"#/$defs/retentionRange/properties/max/pattern",keyword:"pattern",params:{pattern: "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema37.properties.max,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!(formats0(data10))){
const err23 = {instancePath:instancePath+"/retention/max",schemaPath:"#/$defs/retentionRange/properties/max/format",keyword:"format",params:{format: "sluiceway-retention"},message:"must match format \""+"sluiceway-retention"+"\"",schema:"sluiceway-retention",parentSchema:schema37.properties.max,data:data10};
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
const err24 = {instancePath:instancePath+"/retention",schemaPath:"#/$defs/retentionRange/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema37.type,parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.config !== undefined){
let data11 = data.config;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(Object.keys(data11).length < 1){
const err25 = {instancePath:instancePath+"/config",schemaPath:"#/properties/config/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema34.properties.config,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key4 in data11){
let data12 = data11[key4];
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(Object.keys(data12).length < 1){
const err26 = {instancePath:instancePath+"/config/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/range/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
for(const key5 in data12){
if(!((key5 === "min") || (key5 === "max"))){
const err27 = {instancePath:instancePath+"/config/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/range/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data12.min !== undefined){
let data13 = data12.min;
if(!((typeof data13 == "number") && (isFinite(data13)))){
const err28 = {instancePath:instancePath+"/config/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/min",schemaPath:"#/$defs/range/properties/min/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema35.properties.min.type,parentSchema:schema35.properties.min,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data12.max !== undefined){
let data14 = data12.max;
if(!((typeof data14 == "number") && (isFinite(data14)))){
const err29 = {instancePath:instancePath+"/config/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/max",schemaPath:"#/$defs/range/properties/max/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema35.properties.max.type,parentSchema:schema35.properties.max,data:data14};
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
const err30 = {instancePath:instancePath+"/config/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/range/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data12};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/config",schemaPath:"#/properties/config/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema34.properties.config.type,parentSchema:schema34.properties.config,data:data11};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema34.type,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const formats4 = formats["sluiceway-time"];
const pattern7 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$", "u");

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
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.names === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "names"},message:"must have required property '"+"names"+"'",schema:schema32.oneOf[0].required,parentSchema:schema32.oneOf[0],data};
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
if(data.topics === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "topics"},message:"must have required property '"+"topics"+"'",schema:schema32.oneOf[1].required,parentSchema:schema32.oneOf[1],data};
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
if(data.required === undefined){
const err2 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "required"},message:"must have required property '"+"required"+"'",schema:schema32.oneOf[2].required,parentSchema:schema32.oneOf[2],data};
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
if(data.forbidden === undefined){
const err3 = {instancePath,schemaPath:"#/oneOf/3/required",keyword:"required",params:{missingProperty: "forbidden"},message:"must have required property '"+"forbidden"+"'",schema:schema32.oneOf[3].required,parentSchema:schema32.oneOf[3],data};
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
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.forbiddenChanges === undefined){
const err4 = {instancePath,schemaPath:"#/oneOf/4/required",keyword:"required",params:{missingProperty: "forbiddenChanges"},message:"must have required property '"+"forbiddenChanges"+"'",schema:schema32.oneOf[4].required,parentSchema:schema32.oneOf[4],data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs6 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid0 = true;
passing0 = 4;
}
}
}
}
}
if(!valid0){
const err5 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema32.oneOf,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
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
if(!((((((((key0 === "message") || (key0 === "severity")) || (key0 === "environments")) || (key0 === "names")) || (key0 === "topics")) || (key0 === "required")) || (key0 === "forbidden")) || (key0 === "forbiddenChanges"))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.message !== undefined){
let data0 = data.message;
if(typeof data0 === "string"){
if(func1(data0) < 1){
const err7 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32.properties.message,data:data0};
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
const err8 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.message.type,parentSchema:schema32.properties.message,data:data0};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.severity !== undefined){
let data1 = data.severity;
if(!((data1 === "error") || (data1 === "warning"))){
const err9 = {instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema32.properties.severity.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.severity.enum,parentSchema:schema32.properties.severity,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.environments !== undefined){
let data2 = data.environments;
if(Array.isArray(data2)){
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema32.properties.environments,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func1(data3) < 1){
const err11 = {instancePath:instancePath+"/environments/" + i0,schemaPath:"#/properties/environments/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32.properties.environments.items,data:data3};
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
const err12 = {instancePath:instancePath+"/environments/" + i0,schemaPath:"#/properties/environments/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.environments.items.type,parentSchema:schema32.properties.environments.items,data:data3};
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
const err13 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.environments.type,parentSchema:schema32.properties.environments,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.names !== undefined){
let data4 = data.names;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length < 1){
const err14 = {instancePath:instancePath+"/names",schemaPath:"#/$defs/namePatterns/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema33,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key1 in data4){
if(!(((key1 === "pipelines") || (key1 === "steps")) || (key1 === "topics"))){
const err15 = {instancePath:instancePath+"/names",schemaPath:"#/$defs/namePatterns/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema33,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data4.pipelines !== undefined){
let data5 = data4.pipelines;
if(typeof data5 === "string"){
if(func1(data5) > 500){
const err16 = {instancePath:instancePath+"/names/pipelines",schemaPath:"#/$defs/namePatterns/properties/pipelines/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters",schema:500,parentSchema:schema33.properties.pipelines,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(func1(data5) < 1){
const err17 = {instancePath:instancePath+"/names/pipelines",schemaPath:"#/$defs/namePatterns/properties/pipelines/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema33.properties.pipelines,data:data5};
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
const err18 = {instancePath:instancePath+"/names/pipelines",schemaPath:"#/$defs/namePatterns/properties/pipelines/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.pipelines.type,parentSchema:schema33.properties.pipelines,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data4.steps !== undefined){
let data6 = data4.steps;
if(typeof data6 === "string"){
if(func1(data6) > 500){
const err19 = {instancePath:instancePath+"/names/steps",schemaPath:"#/$defs/namePatterns/properties/steps/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters",schema:500,parentSchema:schema33.properties.steps,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(func1(data6) < 1){
const err20 = {instancePath:instancePath+"/names/steps",schemaPath:"#/$defs/namePatterns/properties/steps/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema33.properties.steps,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/names/steps",schemaPath:"#/$defs/namePatterns/properties/steps/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.steps.type,parentSchema:schema33.properties.steps,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data4.topics !== undefined){
let data7 = data4.topics;
if(typeof data7 === "string"){
if(func1(data7) > 500){
const err22 = {instancePath:instancePath+"/names/topics",schemaPath:"#/$defs/namePatterns/properties/topics/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters",schema:500,parentSchema:schema33.properties.topics,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(func1(data7) < 1){
const err23 = {instancePath:instancePath+"/names/topics",schemaPath:"#/$defs/namePatterns/properties/topics/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema33.properties.topics,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/names/topics",schemaPath:"#/$defs/namePatterns/properties/topics/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.topics.type,parentSchema:schema33.properties.topics,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/names",schemaPath:"#/$defs/namePatterns/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data:data4};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.topics !== undefined){
if(!(validate22(data.topics, {instancePath:instancePath+"/topics",parentData:data,parentDataProperty:"topics",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.required !== undefined){
let data9 = data.required;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(Object.keys(data9).length < 1){
const err26 = {instancePath:instancePath+"/required",schemaPath:"#/$defs/keysByLevel/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema39,data:data9};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
for(const key2 in data9){
if(!(((key2 === "cluster") || (key2 === "pipeline")) || (key2 === "step"))){
const err27 = {instancePath:instancePath+"/required",schemaPath:"#/$defs/keysByLevel/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema39,data:data9};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data9.cluster !== undefined){
let data10 = data9.cluster;
if(Array.isArray(data10)){
if(data10.length < 1){
const err28 = {instancePath:instancePath+"/required/cluster",schemaPath:"#/$defs/keysByLevel/properties/cluster/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema39.properties.cluster,data:data10};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const len1 = data10.length;
for(let i1=0; i1<len1; i1++){
let data11 = data10[i1];
if(typeof data11 === "string"){
if(func1(data11) < 1){
const err29 = {instancePath:instancePath+"/required/cluster/" + i1,schemaPath:"#/$defs/keysByLevel/properties/cluster/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.cluster.items,data:data11};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/required/cluster/" + i1,schemaPath:"#/$defs/keysByLevel/properties/cluster/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.cluster.items.type,parentSchema:schema39.properties.cluster.items,data:data11};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/required/cluster",schemaPath:"#/$defs/keysByLevel/properties/cluster/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema39.properties.cluster.type,parentSchema:schema39.properties.cluster,data:data10};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data9.pipeline !== undefined){
let data12 = data9.pipeline;
if(Array.isArray(data12)){
if(data12.length < 1){
const err32 = {instancePath:instancePath+"/required/pipeline",schemaPath:"#/$defs/keysByLevel/properties/pipeline/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema39.properties.pipeline,data:data12};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
const len2 = data12.length;
for(let i2=0; i2<len2; i2++){
let data13 = data12[i2];
if(typeof data13 === "string"){
if(func1(data13) < 1){
const err33 = {instancePath:instancePath+"/required/pipeline/" + i2,schemaPath:"#/$defs/keysByLevel/properties/pipeline/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.pipeline.items,data:data13};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/required/pipeline/" + i2,schemaPath:"#/$defs/keysByLevel/properties/pipeline/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.pipeline.items.type,parentSchema:schema39.properties.pipeline.items,data:data13};
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
const err35 = {instancePath:instancePath+"/required/pipeline",schemaPath:"#/$defs/keysByLevel/properties/pipeline/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema39.properties.pipeline.type,parentSchema:schema39.properties.pipeline,data:data12};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data9.step !== undefined){
let data14 = data9.step;
if(Array.isArray(data14)){
if(data14.length < 1){
const err36 = {instancePath:instancePath+"/required/step",schemaPath:"#/$defs/keysByLevel/properties/step/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema39.properties.step,data:data14};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
const len3 = data14.length;
for(let i3=0; i3<len3; i3++){
let data15 = data14[i3];
if(typeof data15 === "string"){
if(func1(data15) < 1){
const err37 = {instancePath:instancePath+"/required/step/" + i3,schemaPath:"#/$defs/keysByLevel/properties/step/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.step.items,data:data15};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/required/step/" + i3,schemaPath:"#/$defs/keysByLevel/properties/step/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.step.items.type,parentSchema:schema39.properties.step.items,data:data15};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/required/step",schemaPath:"#/$defs/keysByLevel/properties/step/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema39.properties.step.type,parentSchema:schema39.properties.step,data:data14};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/required",schemaPath:"#/$defs/keysByLevel/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema39.type,parentSchema:schema39,data:data9};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.forbidden !== undefined){
let data16 = data.forbidden;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(Object.keys(data16).length < 1){
const err41 = {instancePath:instancePath+"/forbidden",schemaPath:"#/$defs/keysByLevel/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema39,data:data16};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key3 in data16){
if(!(((key3 === "cluster") || (key3 === "pipeline")) || (key3 === "step"))){
const err42 = {instancePath:instancePath+"/forbidden",schemaPath:"#/$defs/keysByLevel/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema39,data:data16};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data16.cluster !== undefined){
let data17 = data16.cluster;
if(Array.isArray(data17)){
if(data17.length < 1){
const err43 = {instancePath:instancePath+"/forbidden/cluster",schemaPath:"#/$defs/keysByLevel/properties/cluster/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema39.properties.cluster,data:data17};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len4 = data17.length;
for(let i4=0; i4<len4; i4++){
let data18 = data17[i4];
if(typeof data18 === "string"){
if(func1(data18) < 1){
const err44 = {instancePath:instancePath+"/forbidden/cluster/" + i4,schemaPath:"#/$defs/keysByLevel/properties/cluster/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.cluster.items,data:data18};
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
const err45 = {instancePath:instancePath+"/forbidden/cluster/" + i4,schemaPath:"#/$defs/keysByLevel/properties/cluster/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.cluster.items.type,parentSchema:schema39.properties.cluster.items,data:data18};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/forbidden/cluster",schemaPath:"#/$defs/keysByLevel/properties/cluster/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema39.properties.cluster.type,parentSchema:schema39.properties.cluster,data:data17};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data16.pipeline !== undefined){
let data19 = data16.pipeline;
if(Array.isArray(data19)){
if(data19.length < 1){
const err47 = {instancePath:instancePath+"/forbidden/pipeline",schemaPath:"#/$defs/keysByLevel/properties/pipeline/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema39.properties.pipeline,data:data19};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
const len5 = data19.length;
for(let i5=0; i5<len5; i5++){
let data20 = data19[i5];
if(typeof data20 === "string"){
if(func1(data20) < 1){
const err48 = {instancePath:instancePath+"/forbidden/pipeline/" + i5,schemaPath:"#/$defs/keysByLevel/properties/pipeline/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.pipeline.items,data:data20};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/forbidden/pipeline/" + i5,schemaPath:"#/$defs/keysByLevel/properties/pipeline/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.pipeline.items.type,parentSchema:schema39.properties.pipeline.items,data:data20};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/forbidden/pipeline",schemaPath:"#/$defs/keysByLevel/properties/pipeline/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema39.properties.pipeline.type,parentSchema:schema39.properties.pipeline,data:data19};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data16.step !== undefined){
let data21 = data16.step;
if(Array.isArray(data21)){
if(data21.length < 1){
const err51 = {instancePath:instancePath+"/forbidden/step",schemaPath:"#/$defs/keysByLevel/properties/step/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema39.properties.step,data:data21};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
const len6 = data21.length;
for(let i6=0; i6<len6; i6++){
let data22 = data21[i6];
if(typeof data22 === "string"){
if(func1(data22) < 1){
const err52 = {instancePath:instancePath+"/forbidden/step/" + i6,schemaPath:"#/$defs/keysByLevel/properties/step/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.step.items,data:data22};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/forbidden/step/" + i6,schemaPath:"#/$defs/keysByLevel/properties/step/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.step.items.type,parentSchema:schema39.properties.step.items,data:data22};
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
else {
const err54 = {instancePath:instancePath+"/forbidden/step",schemaPath:"#/$defs/keysByLevel/properties/step/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema39.properties.step.type,parentSchema:schema39.properties.step,data:data21};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/forbidden",schemaPath:"#/$defs/keysByLevel/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema39.type,parentSchema:schema39,data:data16};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.forbiddenChanges !== undefined){
let data23 = data.forbiddenChanges;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(Object.keys(data23).length < 1){
const err56 = {instancePath:instancePath+"/forbiddenChanges",schemaPath:"#/$defs/changePattern/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema41,data:data23};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
for(const key4 in data23){
if(!((((((key4 === "kinds") || (key4 === "actions")) || (key4 === "risks")) || (key4 === "resources")) || (key4 === "from")) || (key4 === "until"))){
const err57 = {instancePath:instancePath+"/forbiddenChanges",schemaPath:"#/$defs/changePattern/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema41,data:data23};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data23.kinds !== undefined){
let data24 = data23.kinds;
if(Array.isArray(data24)){
if(data24.length < 1){
const err58 = {instancePath:instancePath+"/forbiddenChanges/kinds",schemaPath:"#/$defs/changePattern/properties/kinds/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema41.properties.kinds,data:data24};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
const len7 = data24.length;
for(let i7=0; i7<len7; i7++){
let data25 = data24[i7];
if(!(((((((((((data25 === "create-topic") || (data25 === "increase-partitions")) || (data25 === "alter-config")) || (data25 === "end-quarantine")) || (data25 === "grant-acl")) || (data25 === "register-schema")) || (data25 === "start-group")) || (data25 === "publish-bundle")) || (data25 === "retire-bundle")) || (data25 === "revoke-acl")) || (data25 === "delete-offsets"))){
const err59 = {instancePath:instancePath+"/forbiddenChanges/kinds/" + i7,schemaPath:"#/$defs/changePattern/properties/kinds/items/enum",keyword:"enum",params:{allowedValues: schema41.properties.kinds.items.enum},message:"must be equal to one of the allowed values",schema:schema41.properties.kinds.items.enum,parentSchema:schema41.properties.kinds.items,data:data25};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/forbiddenChanges/kinds",schemaPath:"#/$defs/changePattern/properties/kinds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema41.properties.kinds.type,parentSchema:schema41.properties.kinds,data:data24};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data23.actions !== undefined){
let data26 = data23.actions;
if(Array.isArray(data26)){
if(data26.length < 1){
const err61 = {instancePath:instancePath+"/forbiddenChanges/actions",schemaPath:"#/$defs/changePattern/properties/actions/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema41.properties.actions,data:data26};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
const len8 = data26.length;
for(let i8=0; i8<len8; i8++){
let data27 = data26[i8];
if(!(((data27 === "add") || (data27 === "change")) || (data27 === "remove"))){
const err62 = {instancePath:instancePath+"/forbiddenChanges/actions/" + i8,schemaPath:"#/$defs/changePattern/properties/actions/items/enum",keyword:"enum",params:{allowedValues: schema41.properties.actions.items.enum},message:"must be equal to one of the allowed values",schema:schema41.properties.actions.items.enum,parentSchema:schema41.properties.actions.items,data:data27};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/forbiddenChanges/actions",schemaPath:"#/$defs/changePattern/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema41.properties.actions.type,parentSchema:schema41.properties.actions,data:data26};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data23.risks !== undefined){
let data28 = data23.risks;
if(Array.isArray(data28)){
if(data28.length < 1){
const err64 = {instancePath:instancePath+"/forbiddenChanges/risks",schemaPath:"#/$defs/changePattern/properties/risks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema41.properties.risks,data:data28};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
const len9 = data28.length;
for(let i9=0; i9<len9; i9++){
let data29 = data28[i9];
if(!(((data29 === "safe") || (data29 === "caution")) || (data29 === "destructive"))){
const err65 = {instancePath:instancePath+"/forbiddenChanges/risks/" + i9,schemaPath:"#/$defs/changePattern/properties/risks/items/enum",keyword:"enum",params:{allowedValues: schema41.properties.risks.items.enum},message:"must be equal to one of the allowed values",schema:schema41.properties.risks.items.enum,parentSchema:schema41.properties.risks.items,data:data29};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/forbiddenChanges/risks",schemaPath:"#/$defs/changePattern/properties/risks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema41.properties.risks.type,parentSchema:schema41.properties.risks,data:data28};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data23.resources !== undefined){
let data30 = data23.resources;
if(typeof data30 === "string"){
if(func1(data30) > 500){
const err67 = {instancePath:instancePath+"/forbiddenChanges/resources",schemaPath:"#/$defs/changePattern/properties/resources/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters",schema:500,parentSchema:schema41.properties.resources,data:data30};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(func1(data30) < 1){
const err68 = {instancePath:instancePath+"/forbiddenChanges/resources",schemaPath:"#/$defs/changePattern/properties/resources/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41.properties.resources,data:data30};
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
const err69 = {instancePath:instancePath+"/forbiddenChanges/resources",schemaPath:"#/$defs/changePattern/properties/resources/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.resources.type,parentSchema:schema41.properties.resources,data:data30};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data23.from !== undefined){
let data31 = data23.from;
if(typeof data31 === "string"){
if(!pattern7.test(data31)){
const err70 = {instancePath:instancePath+"/forbiddenChanges/from",schemaPath:"#/$defs/changePattern/properties/from/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$"+"\"",schema:"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$",parentSchema:schema41.properties.from,data:data31};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(!(formats4(data31))){
const err71 = {instancePath:instancePath+"/forbiddenChanges/from",schemaPath:"#/$defs/changePattern/properties/from/format",keyword:"format",params:{format: "sluiceway-time"},message:"must match format \""+"sluiceway-time"+"\"",schema:"sluiceway-time",parentSchema:schema41.properties.from,data:data31};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
else {
const err72 = {instancePath:instancePath+"/forbiddenChanges/from",schemaPath:"#/$defs/changePattern/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.from.type,parentSchema:schema41.properties.from,data:data31};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data23.until !== undefined){
let data32 = data23.until;
if(typeof data32 === "string"){
if(!pattern7.test(data32)){
const err73 = {instancePath:instancePath+"/forbiddenChanges/until",schemaPath:"#/$defs/changePattern/properties/until/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$"+"\"",schema:"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$",parentSchema:schema41.properties.until,data:data32};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(!(formats4(data32))){
const err74 = {instancePath:instancePath+"/forbiddenChanges/until",schemaPath:"#/$defs/changePattern/properties/until/format",keyword:"format",params:{format: "sluiceway-time"},message:"must match format \""+"sluiceway-time"+"\"",schema:"sluiceway-time",parentSchema:schema41.properties.until,data:data32};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/forbiddenChanges/until",schemaPath:"#/$defs/changePattern/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.until.type,parentSchema:schema41.properties.until,data:data32};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/forbiddenChanges",schemaPath:"#/$defs/changePattern/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.type,parentSchema:schema41,data:data23};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
else {
const err77 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
if(data.policy === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.rules === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rules"},message:"must have required property '"+"rules"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "policy") || (key0 === "description")) || (key0 === "environments")) || (key0 === "severity")) || (key0 === "rules"))){
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
if(data.policy !== undefined){
let data0 = data.policy;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err3 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$"},message:"must match pattern \""+"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$"+"\"",schema:"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$",parentSchema:schema31.properties.policy,data:data0};
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
const err4 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.policy.type,parentSchema:schema31.properties.policy,data:data0};
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
if(data.environments !== undefined){
let data2 = data.environments;
if(Array.isArray(data2)){
if(data2.length < 1){
const err6 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.environments,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func1(data3) < 1){
const err7 = {instancePath:instancePath+"/environments/" + i0,schemaPath:"#/properties/environments/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema31.properties.environments.items,data:data3};
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
const err8 = {instancePath:instancePath+"/environments/" + i0,schemaPath:"#/properties/environments/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.environments.items.type,parentSchema:schema31.properties.environments.items,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.environments.type,parentSchema:schema31.properties.environments,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.severity !== undefined){
let data4 = data.severity;
if(!((data4 === "error") || (data4 === "warning"))){
const err10 = {instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema31.properties.severity.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.severity.enum,parentSchema:schema31.properties.severity,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.rules !== undefined){
let data5 = data.rules;
if(Array.isArray(data5)){
if(data5.length < 1){
const err11 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.rules,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
if(!(validate21(data5[i1], {instancePath:instancePath+"/rules/" + i1,parentData:data5,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.rules.type,parentSchema:schema31.properties.rules,data:data5};
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
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
