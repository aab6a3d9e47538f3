// @ts-nocheck
/** Generated from schemas/ by `npm run generate`; do not edit. */
import { formats, lengthInCharacters } from "../../schema/formats.ts";

export const settings = validate20;
const schema31 = {"type":"object","additionalProperties":false,"properties":{"kafka":{"$ref":"#/$defs/kafka"},"consul":{"$ref":"#/$defs/consul"},"schemaRegistry":{"$ref":"#/$defs/schemaRegistry"},"engine":{"$ref":"#/$defs/engine"},"admin":{"$ref":"#/$defs/admin"},"limits":{"$ref":"#/$defs/limits"},"reconcile":{"$ref":"#/$defs/reconcile"},"connections":{"type":"object","additionalProperties":{"$ref":"#/$defs/connection"}}},"$defs":{"connection":{"type":"object","additionalProperties":false,"properties":{"kafka":{"$ref":"#/$defs/kafka"},"consul":{"$ref":"#/$defs/consul"},"schemaRegistry":{"$ref":"#/$defs/schemaRegistry"},"engine":{"$ref":"#/$defs/engine"},"admin":{"$ref":"#/$defs/admin"},"limits":{"$ref":"#/$defs/limits"}}},"kafka":{"type":"object","additionalProperties":false,"properties":{"bootstrap.servers":{"$ref":"#/$defs/bootstrapServers"},"bootstrapServers":{"$ref":"#/$defs/bootstrapServers"},"security":{"$ref":"#/$defs/security"},"producers":{"type":"object","additionalProperties":{"$ref":"#/$defs/producer"}},"consumers":{"type":"object","additionalProperties":{"$ref":"#/$defs/consumer"}},"credentials":{"type":"object","additionalProperties":{"$ref":"#/$defs/credential"}}}},"bootstrapServers":{"type":["string","array"],"minLength":1,"minItems":1,"items":{"type":"string","minLength":1}},"security":{"type":"object","additionalProperties":false,"properties":{"protocol":{"enum":["PLAINTEXT","SSL","SASL_PLAINTEXT","SASL_SSL"]},"sasl":{"$ref":"#/$defs/sasl"},"ssl":{"$ref":"#/$defs/ssl"}}},"sasl":{"type":"object","additionalProperties":false,"required":["mechanism","username","password"],"properties":{"mechanism":{"enum":["PLAIN","SCRAM-SHA-256","SCRAM-SHA-512"]},"username":{"type":"string","minLength":1},"password":{"type":"string","minLength":1}}},"ssl":{"type":"object","additionalProperties":false,"properties":{"ca":{"type":"string","minLength":1},"cert":{"type":"string","minLength":1},"key":{"type":"string","minLength":1}}},"producer":{"type":"object","additionalProperties":false,"properties":{"schema.registry.url":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"},"key.serializer":{"type":"string","minLength":1},"value.serializer":{"type":"string","minLength":1},"compression.type":{"enum":["none","gzip","snappy","lz4","zstd"]},"acks":{"const":"all"},"retries":{"type":"integer","minimum":0},"batch.size":{"type":"integer","minimum":0},"linger.ms":{"type":"integer","minimum":0},"buffer.memory":{"type":"integer","minimum":0}}},"consumer":{"type":"object","additionalProperties":false,"properties":{"schema.registry.url":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"},"key.deserializer":{"type":"string","minLength":1},"value.deserializer":{"type":"string","minLength":1},"auto.offset.reset":{"enum":["earliest","latest"]},"enable.auto.commit":{"const":false},"max.poll.records":{"type":"integer","minimum":1},"session.timeout.ms":{"type":"integer","minimum":0}}},"credential":{"type":"object","additionalProperties":false,"required":["username","password"],"properties":{"username":{"type":"string","minLength":1},"password":{"type":"string","minLength":1}}},"consul":{"type":"object","additionalProperties":false,"required":["address"],"properties":{"address":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"},"token":{"type":"string","minLength":1},"keyPrefix":{"type":"string","pattern":"^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$","patternErrorMessage":"isn't a path of letters, digits, \"-\" and \"_\""}}},"schemaRegistry":{"type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"}}},"engine":{"type":"object","additionalProperties":false,"properties":{"modules":{"enum":["allow","deny"]},"lease":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"hangAfter":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"label":{"type":"string","minLength":1},"zone":{"type":"string","minLength":1},"dataDirectory":{"type":"string","minLength":1},"markWriters":{"type":"boolean"}}},"admin":{"type":"object","additionalProperties":false,"properties":{"tokens":{"type":"array","maxItems":100,"items":{"type":"object","additionalProperties":false,"required":["name","role","sha256"],"properties":{"name":{"type":"string","minLength":1,"maxLength":100},"role":{"enum":["viewer","operator","admin"]},"sha256":{"type":"string","pattern":"^[0-9a-f]{64}$"}}}}}},"gitAccess":{"type":"object","additionalProperties":false,"properties":{"token":{"type":"string","minLength":1},"username":{"type":"string","minLength":1},"sshKey":{"type":"string","minLength":1},"knownHosts":{"type":"string","minLength":1}}},"webhooks":{"type":"object","additionalProperties":false,"properties":{"github":{"type":"string","minLength":1},"gitlab":{"type":"string","minLength":1}}},"listen":{"type":"object","additionalProperties":false,"required":["port"],"properties":{"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":0,"maximum":65535}}},"eventSink":{"type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"},"secret":{"type":"string","minLength":1}}},"reconcile":{"type":"object","additionalProperties":false,"properties":{"git":{"$ref":"#/$defs/gitAccess"},"poll":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"drift":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"confirm":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"lease":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"listen":{"$ref":"#/$defs/listen"},"webhooks":{"$ref":"#/$defs/webhooks"},"events":{"$ref":"#/$defs/eventSink"}}},"limits":{"type":"object","additionalProperties":false,"properties":{"partitionsPerBroker":{"type":"integer","minimum":1}}}}};
const schema41 = {"type":"object","additionalProperties":false,"required":["address"],"properties":{"address":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"},"token":{"type":"string","minLength":1},"keyPrefix":{"type":"string","pattern":"^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$","patternErrorMessage":"isn't a path of letters, digits, \"-\" and \"_\""}}};
const schema42 = {"type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"}}};
const schema43 = {"type":"object","additionalProperties":false,"properties":{"modules":{"enum":["allow","deny"]},"lease":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"hangAfter":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"label":{"type":"string","minLength":1},"zone":{"type":"string","minLength":1},"dataDirectory":{"type":"string","minLength":1},"markWriters":{"type":"boolean"}}};
const schema44 = {"type":"object","additionalProperties":false,"properties":{"tokens":{"type":"array","maxItems":100,"items":{"type":"object","additionalProperties":false,"required":["name","role","sha256"],"properties":{"name":{"type":"string","minLength":1,"maxLength":100},"role":{"enum":["viewer","operator","admin"]},"sha256":{"type":"string","pattern":"^[0-9a-f]{64}$"}}}}}};
const schema45 = {"type":"object","additionalProperties":false,"properties":{"partitionsPerBroker":{"type":"integer","minimum":1}}};
const schema32 = {"type":"object","additionalProperties":false,"properties":{"bootstrap.servers":{"$ref":"#/$defs/bootstrapServers"},"bootstrapServers":{"$ref":"#/$defs/bootstrapServers"},"security":{"$ref":"#/$defs/security"},"producers":{"type":"object","additionalProperties":{"$ref":"#/$defs/producer"}},"consumers":{"type":"object","additionalProperties":{"$ref":"#/$defs/consumer"}},"credentials":{"type":"object","additionalProperties":{"$ref":"#/$defs/credential"}}}};
const schema33 = {"type":["string","array"],"minLength":1,"minItems":1,"items":{"type":"string","minLength":1}};
const schema38 = {"type":"object","additionalProperties":false,"properties":{"schema.registry.url":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"},"key.serializer":{"type":"string","minLength":1},"value.serializer":{"type":"string","minLength":1},"compression.type":{"enum":["none","gzip","snappy","lz4","zstd"]},"acks":{"const":"all"},"retries":{"type":"integer","minimum":0},"batch.size":{"type":"integer","minimum":0},"linger.ms":{"type":"integer","minimum":0},"buffer.memory":{"type":"integer","minimum":0}}};
const schema39 = {"type":"object","additionalProperties":false,"properties":{"schema.registry.url":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"},"key.deserializer":{"type":"string","minLength":1},"value.deserializer":{"type":"string","minLength":1},"auto.offset.reset":{"enum":["earliest","latest"]},"enable.auto.commit":{"const":false},"max.poll.records":{"type":"integer","minimum":1},"session.timeout.ms":{"type":"integer","minimum":0}}};
const schema40 = {"type":"object","additionalProperties":false,"required":["username","password"],"properties":{"username":{"type":"string","minLength":1},"password":{"type":"string","minLength":1}}};
const func1 = lengthInCharacters;
const func10 = Object.prototype.hasOwnProperty;
const schema35 = {"type":"object","additionalProperties":false,"properties":{"protocol":{"enum":["PLAINTEXT","SSL","SASL_PLAINTEXT","SASL_SSL"]},"sasl":{"$ref":"#/$defs/sasl"},"ssl":{"$ref":"#/$defs/ssl"}}};
const schema36 = {"type":"object","additionalProperties":false,"required":["mechanism","username","password"],"properties":{"mechanism":{"enum":["PLAIN","SCRAM-SHA-256","SCRAM-SHA-512"]},"username":{"type":"string","minLength":1},"password":{"type":"string","minLength":1}}};
const schema37 = {"type":"object","additionalProperties":false,"properties":{"ca":{"type":"string","minLength":1},"cert":{"type":"string","minLength":1},"key":{"type":"string","minLength":1}}};

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
if(!(((key0 === "protocol") || (key0 === "sasl")) || (key0 === "ssl"))){
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
if(data.protocol !== undefined){
let data0 = data.protocol;
if(!((((data0 === "PLAINTEXT") || (data0 === "SSL")) || (data0 === "SASL_PLAINTEXT")) || (data0 === "SASL_SSL"))){
const err1 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/enum",keyword:"enum",params:{allowedValues: schema35.properties.protocol.enum},message:"must be equal to one of the allowed values",schema:schema35.properties.protocol.enum,parentSchema:schema35.properties.protocol,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.sasl !== undefined){
let data1 = data.sasl;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.mechanism === undefined){
const err2 = {instancePath:instancePath+"/sasl",schemaPath:"#/$defs/sasl/required",keyword:"required",params:{missingProperty: "mechanism"},message:"must have required property '"+"mechanism"+"'",schema:schema36.required,parentSchema:schema36,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data1.username === undefined){
const err3 = {instancePath:instancePath+"/sasl",schemaPath:"#/$defs/sasl/required",keyword:"required",params:{missingProperty: "username"},message:"must have required property '"+"username"+"'",schema:schema36.required,parentSchema:schema36,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.password === undefined){
const err4 = {instancePath:instancePath+"/sasl",schemaPath:"#/$defs/sasl/required",keyword:"required",params:{missingProperty: "password"},message:"must have required property '"+"password"+"'",schema:schema36.required,parentSchema:schema36,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
if(!(((key1 === "mechanism") || (key1 === "username")) || (key1 === "password"))){
const err5 = {instancePath:instancePath+"/sasl",schemaPath:"#/$defs/sasl/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema36,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.mechanism !== undefined){
let data2 = data1.mechanism;
if(!(((data2 === "PLAIN") || (data2 === "SCRAM-SHA-256")) || (data2 === "SCRAM-SHA-512"))){
const err6 = {instancePath:instancePath+"/sasl/mechanism",schemaPath:"#/$defs/sasl/properties/mechanism/enum",keyword:"enum",params:{allowedValues: schema36.properties.mechanism.enum},message:"must be equal to one of the allowed values",schema:schema36.properties.mechanism.enum,parentSchema:schema36.properties.mechanism,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.username !== undefined){
let data3 = data1.username;
if(typeof data3 === "string"){
if(func1(data3) < 1){
const err7 = {instancePath:instancePath+"/sasl/username",schemaPath:"#/$defs/sasl/properties/username/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema36.properties.username,data:data3};
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
const err8 = {instancePath:instancePath+"/sasl/username",schemaPath:"#/$defs/sasl/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.properties.username.type,parentSchema:schema36.properties.username,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.password !== undefined){
let data4 = data1.password;
if(typeof data4 === "string"){
if(func1(data4) < 1){
const err9 = {instancePath:instancePath+"/sasl/password",schemaPath:"#/$defs/sasl/properties/password/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema36.properties.password,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/sasl/password",schemaPath:"#/$defs/sasl/properties/password/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.properties.password.type,parentSchema:schema36.properties.password,data:data4};
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
const err11 = {instancePath:instancePath+"/sasl",schemaPath:"#/$defs/sasl/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema36.type,parentSchema:schema36,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.ssl !== undefined){
let data5 = data.ssl;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 in data5){
if(!(((key2 === "ca") || (key2 === "cert")) || (key2 === "key"))){
const err12 = {instancePath:instancePath+"/ssl",schemaPath:"#/$defs/ssl/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema37,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data5.ca !== undefined){
let data6 = data5.ca;
if(typeof data6 === "string"){
if(func1(data6) < 1){
const err13 = {instancePath:instancePath+"/ssl/ca",schemaPath:"#/$defs/ssl/properties/ca/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema37.properties.ca,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/ssl/ca",schemaPath:"#/$defs/ssl/properties/ca/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.ca.type,parentSchema:schema37.properties.ca,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data5.cert !== undefined){
let data7 = data5.cert;
if(typeof data7 === "string"){
if(func1(data7) < 1){
const err15 = {instancePath:instancePath+"/ssl/cert",schemaPath:"#/$defs/ssl/properties/cert/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema37.properties.cert,data:data7};
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
const err16 = {instancePath:instancePath+"/ssl/cert",schemaPath:"#/$defs/ssl/properties/cert/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.cert.type,parentSchema:schema37.properties.cert,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.key !== undefined){
let data8 = data5.key;
if(typeof data8 === "string"){
if(func1(data8) < 1){
const err17 = {instancePath:instancePath+"/ssl/key",schemaPath:"#/$defs/ssl/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema37.properties.key,data:data8};
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
const err18 = {instancePath:instancePath+"/ssl/key",schemaPath:"#/$defs/ssl/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.key.type,parentSchema:schema37.properties.key,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/ssl",schemaPath:"#/$defs/ssl/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema37.type,parentSchema:schema37,data:data5};
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
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const pattern4 = new RegExp("^(?:https?://|\\$\\{)", "u");

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
if(!((((((key0 === "bootstrap.servers") || (key0 === "bootstrapServers")) || (key0 === "security")) || (key0 === "producers")) || (key0 === "consumers")) || (key0 === "credentials"))){
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
if(data["bootstrap.servers"] !== undefined){
let data0 = data["bootstrap.servers"];
if((typeof data0 !== "string") && (!(Array.isArray(data0)))){
const err1 = {instancePath:instancePath+"/bootstrap.servers",schemaPath:"#/$defs/bootstrapServers/type",keyword:"type",params:{type: schema33.type},message:"must be string,array",schema:schema33.type,parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data0 === "string"){
if(func1(data0) < 1){
const err2 = {instancePath:instancePath+"/bootstrap.servers",schemaPath:"#/$defs/bootstrapServers/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(Array.isArray(data0)){
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/bootstrap.servers",schemaPath:"#/$defs/bootstrapServers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(func1(data1) < 1){
const err4 = {instancePath:instancePath+"/bootstrap.servers/" + i0,schemaPath:"#/$defs/bootstrapServers/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema33.items,data:data1};
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
const err5 = {instancePath:instancePath+"/bootstrap.servers/" + i0,schemaPath:"#/$defs/bootstrapServers/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.items.type,parentSchema:schema33.items,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
if(data.bootstrapServers !== undefined){
let data2 = data.bootstrapServers;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err6 = {instancePath:instancePath+"/bootstrapServers",schemaPath:"#/$defs/bootstrapServers/type",keyword:"type",params:{type: schema33.type},message:"must be string,array",schema:schema33.type,parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data2 === "string"){
if(func1(data2) < 1){
const err7 = {instancePath:instancePath+"/bootstrapServers",schemaPath:"#/$defs/bootstrapServers/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/bootstrapServers",schemaPath:"#/$defs/bootstrapServers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
let data3 = data2[i1];
if(typeof data3 === "string"){
if(func1(data3) < 1){
const err9 = {instancePath:instancePath+"/bootstrapServers/" + i1,schemaPath:"#/$defs/bootstrapServers/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema33.items,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/bootstrapServers/" + i1,schemaPath:"#/$defs/bootstrapServers/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.items.type,parentSchema:schema33.items,data:data3};
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
}
if(data.security !== undefined){
if(!(validate22(data.security, {instancePath:instancePath+"/security",parentData:data,parentDataProperty:"security",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.producers !== undefined){
let data5 = data.producers;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
let data6 = data5[key1];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key2 in data6){
if(!(func10.call(schema38.properties, key2))){
const err11 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/producer/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema38,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data6["schema.registry.url"] !== undefined){
let data7 = data6["schema.registry.url"];
if(typeof data7 === "string"){
if(!pattern4.test(data7)){
const err12 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/schema.registry.url",schemaPath:"#/$defs/producer/properties/schema.registry.url/pattern",keyword:"pattern",params:{pattern: "^(?:https?://|\\$\\{)"},message:"must match pattern \""+"^(?:https?://|\\$\\{)"+"\"",schema:"^(?:https?://|\\$\\{)",parentSchema:schema38.properties["schema.registry.url"],data:data7};
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
const err13 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/schema.registry.url",schemaPath:"#/$defs/producer/properties/schema.registry.url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties["schema.registry.url"].type,parentSchema:schema38.properties["schema.registry.url"],data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data6["key.serializer"] !== undefined){
let data8 = data6["key.serializer"];
if(typeof data8 === "string"){
if(func1(data8) < 1){
const err14 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/key.serializer",schemaPath:"#/$defs/producer/properties/key.serializer/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema38.properties["key.serializer"],data:data8};
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
const err15 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/key.serializer",schemaPath:"#/$defs/producer/properties/key.serializer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties["key.serializer"].type,parentSchema:schema38.properties["key.serializer"],data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data6["value.serializer"] !== undefined){
let data9 = data6["value.serializer"];
if(typeof data9 === "string"){
if(func1(data9) < 1){
const err16 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/value.serializer",schemaPath:"#/$defs/producer/properties/value.serializer/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema38.properties["value.serializer"],data:data9};
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
const err17 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/value.serializer",schemaPath:"#/$defs/producer/properties/value.serializer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties["value.serializer"].type,parentSchema:schema38.properties["value.serializer"],data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data6["compression.type"] !== undefined){
let data10 = data6["compression.type"];
if(!(((((data10 === "none") || (data10 === "gzip")) || (data10 === "snappy")) || (data10 === "lz4")) || (data10 === "zstd"))){
const err18 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/compression.type",schemaPath:"#/$defs/producer/properties/compression.type/enum",keyword:"enum",params:{allowedValues: schema38.properties["compression.type"].enum},message:"must be equal to one of the allowed values",schema:schema38.properties["compression.type"].enum,parentSchema:schema38.properties["compression.type"],data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data6.acks !== undefined){
let data11 = data6.acks;
if("all" !== data11){
const err19 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/acks",schemaPath:"#/$defs/producer/properties/acks/const",keyword:"const",params:{allowedValue: "all"},message:"must be equal to constant",schema:"all",parentSchema:schema38.properties.acks,data:data11};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data6.retries !== undefined){
let data12 = data6.retries;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err20 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/retries",schemaPath:"#/$defs/producer/properties/retries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema38.properties.retries.type,parentSchema:schema38.properties.retries,data:data12};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
const err21 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/retries",schemaPath:"#/$defs/producer/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema38.properties.retries,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data6["batch.size"] !== undefined){
let data13 = data6["batch.size"];
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err22 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/batch.size",schemaPath:"#/$defs/producer/properties/batch.size/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema38.properties["batch.size"].type,parentSchema:schema38.properties["batch.size"],data:data13};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err23 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/batch.size",schemaPath:"#/$defs/producer/properties/batch.size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema38.properties["batch.size"],data:data13};
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
if(data6["linger.ms"] !== undefined){
let data14 = data6["linger.ms"];
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err24 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/linger.ms",schemaPath:"#/$defs/producer/properties/linger.ms/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema38.properties["linger.ms"].type,parentSchema:schema38.properties["linger.ms"],data:data14};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
const err25 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/linger.ms",schemaPath:"#/$defs/producer/properties/linger.ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema38.properties["linger.ms"],data:data14};
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
if(data6["buffer.memory"] !== undefined){
let data15 = data6["buffer.memory"];
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err26 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/buffer.memory",schemaPath:"#/$defs/producer/properties/buffer.memory/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema38.properties["buffer.memory"].type,parentSchema:schema38.properties["buffer.memory"],data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
const err27 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/buffer.memory",schemaPath:"#/$defs/producer/properties/buffer.memory/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema38.properties["buffer.memory"],data:data15};
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
const err28 = {instancePath:instancePath+"/producers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/producer/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema38.type,parentSchema:schema38,data:data6};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/producers",schemaPath:"#/properties/producers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.producers.type,parentSchema:schema32.properties.producers,data:data5};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.consumers !== undefined){
let data16 = data.consumers;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key3 in data16){
let data17 = data16[key3];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key4 in data17){
if(!(((((((key4 === "schema.registry.url") || (key4 === "key.deserializer")) || (key4 === "value.deserializer")) || (key4 === "auto.offset.reset")) || (key4 === "enable.auto.commit")) || (key4 === "max.poll.records")) || (key4 === "session.timeout.ms"))){
const err30 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/consumer/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema39,data:data17};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data17["schema.registry.url"] !== undefined){
let data18 = data17["schema.registry.url"];
if(typeof data18 === "string"){
if(!pattern4.test(data18)){
const err31 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/schema.registry.url",schemaPath:"#/$defs/consumer/properties/schema.registry.url/pattern",keyword:"pattern",params:{pattern: "^(?:https?://|\\$\\{)"},message:"must match pattern \""+"^(?:https?://|\\$\\{)"+"\"",schema:"^(?:https?://|\\$\\{)",parentSchema:schema39.properties["schema.registry.url"],data:data18};
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
const err32 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/schema.registry.url",schemaPath:"#/$defs/consumer/properties/schema.registry.url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties["schema.registry.url"].type,parentSchema:schema39.properties["schema.registry.url"],data:data18};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data17["key.deserializer"] !== undefined){
let data19 = data17["key.deserializer"];
if(typeof data19 === "string"){
if(func1(data19) < 1){
const err33 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/key.deserializer",schemaPath:"#/$defs/consumer/properties/key.deserializer/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties["key.deserializer"],data:data19};
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
const err34 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/key.deserializer",schemaPath:"#/$defs/consumer/properties/key.deserializer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties["key.deserializer"].type,parentSchema:schema39.properties["key.deserializer"],data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data17["value.deserializer"] !== undefined){
let data20 = data17["value.deserializer"];
if(typeof data20 === "string"){
if(func1(data20) < 1){
const err35 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/value.deserializer",schemaPath:"#/$defs/consumer/properties/value.deserializer/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties["value.deserializer"],data:data20};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/value.deserializer",schemaPath:"#/$defs/consumer/properties/value.deserializer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties["value.deserializer"].type,parentSchema:schema39.properties["value.deserializer"],data:data20};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data17["auto.offset.reset"] !== undefined){
let data21 = data17["auto.offset.reset"];
if(!((data21 === "earliest") || (data21 === "latest"))){
const err37 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/auto.offset.reset",schemaPath:"#/$defs/consumer/properties/auto.offset.reset/enum",keyword:"enum",params:{allowedValues: schema39.properties["auto.offset.reset"].enum},message:"must be equal to one of the allowed values",schema:schema39.properties["auto.offset.reset"].enum,parentSchema:schema39.properties["auto.offset.reset"],data:data21};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data17["enable.auto.commit"] !== undefined){
let data22 = data17["enable.auto.commit"];
if(false !== data22){
const err38 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/enable.auto.commit",schemaPath:"#/$defs/consumer/properties/enable.auto.commit/const",keyword:"const",params:{allowedValue: false},message:"must be equal to constant",schema:false,parentSchema:schema39.properties["enable.auto.commit"],data:data22};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data17["max.poll.records"] !== undefined){
let data23 = data17["max.poll.records"];
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err39 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/max.poll.records",schemaPath:"#/$defs/consumer/properties/max.poll.records/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema39.properties["max.poll.records"].type,parentSchema:schema39.properties["max.poll.records"],data:data23};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 1 || isNaN(data23)){
const err40 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/max.poll.records",schemaPath:"#/$defs/consumer/properties/max.poll.records/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema39.properties["max.poll.records"],data:data23};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data17["session.timeout.ms"] !== undefined){
let data24 = data17["session.timeout.ms"];
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err41 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/session.timeout.ms",schemaPath:"#/$defs/consumer/properties/session.timeout.ms/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema39.properties["session.timeout.ms"].type,parentSchema:schema39.properties["session.timeout.ms"],data:data24};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err42 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/session.timeout.ms",schemaPath:"#/$defs/consumer/properties/session.timeout.ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema39.properties["session.timeout.ms"],data:data24};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
}
else {
const err43 = {instancePath:instancePath+"/consumers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/consumer/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema39.type,parentSchema:schema39,data:data17};
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
else {
const err44 = {instancePath:instancePath+"/consumers",schemaPath:"#/properties/consumers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.consumers.type,parentSchema:schema32.properties.consumers,data:data16};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.credentials !== undefined){
let data25 = data.credentials;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key5 in data25){
let data26 = data25[key5];
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.username === undefined){
const err45 = {instancePath:instancePath+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/credential/required",keyword:"required",params:{missingProperty: "username"},message:"must have required property '"+"username"+"'",schema:schema40.required,parentSchema:schema40,data:data26};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data26.password === undefined){
const err46 = {instancePath:instancePath+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/credential/required",keyword:"required",params:{missingProperty: "password"},message:"must have required property '"+"password"+"'",schema:schema40.required,parentSchema:schema40,data:data26};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
for(const key6 in data26){
if(!((key6 === "username") || (key6 === "password"))){
const err47 = {instancePath:instancePath+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/credential/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema40,data:data26};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data26.username !== undefined){
let data27 = data26.username;
if(typeof data27 === "string"){
if(func1(data27) < 1){
const err48 = {instancePath:instancePath+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/username",schemaPath:"#/$defs/credential/properties/username/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema40.properties.username,data:data27};
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
const err49 = {instancePath:instancePath+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/username",schemaPath:"#/$defs/credential/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.username.type,parentSchema:schema40.properties.username,data:data27};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data26.password !== undefined){
let data28 = data26.password;
if(typeof data28 === "string"){
if(func1(data28) < 1){
const err50 = {instancePath:instancePath+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/password",schemaPath:"#/$defs/credential/properties/password/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema40.properties.password,data:data28};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/password",schemaPath:"#/$defs/credential/properties/password/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.password.type,parentSchema:schema40.properties.password,data:data28};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/credential/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema40.type,parentSchema:schema40,data:data26};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath:instancePath+"/credentials",schemaPath:"#/properties/credentials/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.credentials.type,parentSchema:schema32.properties.credentials,data:data25};
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
const err54 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema46 = {"type":"object","additionalProperties":false,"properties":{"git":{"$ref":"#/$defs/gitAccess"},"poll":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"drift":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"confirm":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"lease":{"type":["string","integer"],"minimum":0,"pattern":"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$","format":"sluiceway-duration","patternErrorMessage":"isn't a duration such as 500ms, 30s, 1h30m or 7d"},"listen":{"$ref":"#/$defs/listen"},"webhooks":{"$ref":"#/$defs/webhooks"},"events":{"$ref":"#/$defs/eventSink"}}};
const schema47 = {"type":"object","additionalProperties":false,"properties":{"token":{"type":"string","minLength":1},"username":{"type":"string","minLength":1},"sshKey":{"type":"string","minLength":1},"knownHosts":{"type":"string","minLength":1}}};
const schema48 = {"type":"object","additionalProperties":false,"required":["port"],"properties":{"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":0,"maximum":65535}}};
const schema49 = {"type":"object","additionalProperties":false,"properties":{"github":{"type":"string","minLength":1},"gitlab":{"type":"string","minLength":1}}};
const schema50 = {"type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"type":"string","pattern":"^(?:https?://|\\$\\{)","patternErrorMessage":"isn't an http:// or https:// URL"},"secret":{"type":"string","minLength":1}}};
const formats0 = formats["sluiceway-duration"];
const pattern9 = new RegExp("^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$", "u");

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
if(!((((((((key0 === "git") || (key0 === "poll")) || (key0 === "drift")) || (key0 === "confirm")) || (key0 === "lease")) || (key0 === "listen")) || (key0 === "webhooks")) || (key0 === "events"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.git !== undefined){
let data0 = data.git;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
if(!((((key1 === "token") || (key1 === "username")) || (key1 === "sshKey")) || (key1 === "knownHosts"))){
const err1 = {instancePath:instancePath+"/git",schemaPath:"#/$defs/gitAccess/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema47,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0.token !== undefined){
let data1 = data0.token;
if(typeof data1 === "string"){
if(func1(data1) < 1){
const err2 = {instancePath:instancePath+"/git/token",schemaPath:"#/$defs/gitAccess/properties/token/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema47.properties.token,data:data1};
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
const err3 = {instancePath:instancePath+"/git/token",schemaPath:"#/$defs/gitAccess/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.token.type,parentSchema:schema47.properties.token,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.username !== undefined){
let data2 = data0.username;
if(typeof data2 === "string"){
if(func1(data2) < 1){
const err4 = {instancePath:instancePath+"/git/username",schemaPath:"#/$defs/gitAccess/properties/username/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema47.properties.username,data:data2};
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
const err5 = {instancePath:instancePath+"/git/username",schemaPath:"#/$defs/gitAccess/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.username.type,parentSchema:schema47.properties.username,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.sshKey !== undefined){
let data3 = data0.sshKey;
if(typeof data3 === "string"){
if(func1(data3) < 1){
const err6 = {instancePath:instancePath+"/git/sshKey",schemaPath:"#/$defs/gitAccess/properties/sshKey/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema47.properties.sshKey,data:data3};
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
const err7 = {instancePath:instancePath+"/git/sshKey",schemaPath:"#/$defs/gitAccess/properties/sshKey/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.sshKey.type,parentSchema:schema47.properties.sshKey,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.knownHosts !== undefined){
let data4 = data0.knownHosts;
if(typeof data4 === "string"){
if(func1(data4) < 1){
const err8 = {instancePath:instancePath+"/git/knownHosts",schemaPath:"#/$defs/gitAccess/properties/knownHosts/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema47.properties.knownHosts,data:data4};
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
const err9 = {instancePath:instancePath+"/git/knownHosts",schemaPath:"#/$defs/gitAccess/properties/knownHosts/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.knownHosts.type,parentSchema:schema47.properties.knownHosts,data:data4};
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
const err10 = {instancePath:instancePath+"/git",schemaPath:"#/$defs/gitAccess/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema47.type,parentSchema:schema47,data:data0};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.poll !== undefined){
let data5 = data.poll;
if((typeof data5 !== "string") && (!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5))))){
const err11 = {instancePath:instancePath+"/poll",schemaPath:"#/properties/poll/type",keyword:"type",params:{type: schema46.properties.poll.type},message:"must be string,integer",schema:schema46.properties.poll.type,parentSchema:schema46.properties.poll,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err12 = {instancePath:instancePath+"/poll",schemaPath:"#/properties/poll/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema46.properties.poll,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(typeof data5 === "string"){
if(!pattern9.test(data5)){
const err13 = {instancePath:instancePath+"/poll",schemaPath:"#/properties/poll/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema46.properties.poll,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!(formats0(data5))){
const err14 = {instancePath:instancePath+"/poll",schemaPath:"#/properties/poll/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema46.properties.poll,data:data5};
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
if(data.drift !== undefined){
let data6 = data.drift;
if((typeof data6 !== "string") && (!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6))))){
const err15 = {instancePath:instancePath+"/drift",schemaPath:"#/properties/drift/type",keyword:"type",params:{type: schema46.properties.drift.type},message:"must be string,integer",schema:schema46.properties.drift.type,parentSchema:schema46.properties.drift,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/drift",schemaPath:"#/properties/drift/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema46.properties.drift,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(typeof data6 === "string"){
if(!pattern9.test(data6)){
const err17 = {instancePath:instancePath+"/drift",schemaPath:"#/properties/drift/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema46.properties.drift,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!(formats0(data6))){
const err18 = {instancePath:instancePath+"/drift",schemaPath:"#/properties/drift/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema46.properties.drift,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.confirm !== undefined){
let data7 = data.confirm;
if((typeof data7 !== "string") && (!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7))))){
const err19 = {instancePath:instancePath+"/confirm",schemaPath:"#/properties/confirm/type",keyword:"type",params:{type: schema46.properties.confirm.type},message:"must be string,integer",schema:schema46.properties.confirm.type,parentSchema:schema46.properties.confirm,data:data7};
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
const err20 = {instancePath:instancePath+"/confirm",schemaPath:"#/properties/confirm/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema46.properties.confirm,data:data7};
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
if(!pattern9.test(data7)){
const err21 = {instancePath:instancePath+"/confirm",schemaPath:"#/properties/confirm/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema46.properties.confirm,data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!(formats0(data7))){
const err22 = {instancePath:instancePath+"/confirm",schemaPath:"#/properties/confirm/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema46.properties.confirm,data:data7};
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
if(data.lease !== undefined){
let data8 = data.lease;
if((typeof data8 !== "string") && (!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8))))){
const err23 = {instancePath:instancePath+"/lease",schemaPath:"#/properties/lease/type",keyword:"type",params:{type: schema46.properties.lease.type},message:"must be string,integer",schema:schema46.properties.lease.type,parentSchema:schema46.properties.lease,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err24 = {instancePath:instancePath+"/lease",schemaPath:"#/properties/lease/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema46.properties.lease,data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(typeof data8 === "string"){
if(!pattern9.test(data8)){
const err25 = {instancePath:instancePath+"/lease",schemaPath:"#/properties/lease/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema46.properties.lease,data:data8};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!(formats0(data8))){
const err26 = {instancePath:instancePath+"/lease",schemaPath:"#/properties/lease/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema46.properties.lease,data:data8};
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
if(data.listen !== undefined){
let data9 = data.listen;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.port === undefined){
const err27 = {instancePath:instancePath+"/listen",schemaPath:"#/$defs/listen/required",keyword:"required",params:{missingProperty: "port"},message:"must have required property '"+"port"+"'",schema:schema48.required,parentSchema:schema48,data:data9};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
for(const key2 in data9){
if(!((key2 === "host") || (key2 === "port"))){
const err28 = {instancePath:instancePath+"/listen",schemaPath:"#/$defs/listen/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema48,data:data9};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data9.host !== undefined){
let data10 = data9.host;
if(typeof data10 === "string"){
if(func1(data10) < 1){
const err29 = {instancePath:instancePath+"/listen/host",schemaPath:"#/$defs/listen/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema48.properties.host,data:data10};
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
const err30 = {instancePath:instancePath+"/listen/host",schemaPath:"#/$defs/listen/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.properties.host.type,parentSchema:schema48.properties.host,data:data10};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data9.port !== undefined){
let data11 = data9.port;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err31 = {instancePath:instancePath+"/listen/port",schemaPath:"#/$defs/listen/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema48.properties.port.type,parentSchema:schema48.properties.port,data:data11};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 65535 || isNaN(data11)){
const err32 = {instancePath:instancePath+"/listen/port",schemaPath:"#/$defs/listen/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema48.properties.port,data:data11};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data11 < 0 || isNaN(data11)){
const err33 = {instancePath:instancePath+"/listen/port",schemaPath:"#/$defs/listen/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema48.properties.port,data:data11};
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
}
else {
const err34 = {instancePath:instancePath+"/listen",schemaPath:"#/$defs/listen/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema48.type,parentSchema:schema48,data:data9};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.webhooks !== undefined){
let data12 = data.webhooks;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key3 in data12){
if(!((key3 === "github") || (key3 === "gitlab"))){
const err35 = {instancePath:instancePath+"/webhooks",schemaPath:"#/$defs/webhooks/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema49,data:data12};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data12.github !== undefined){
let data13 = data12.github;
if(typeof data13 === "string"){
if(func1(data13) < 1){
const err36 = {instancePath:instancePath+"/webhooks/github",schemaPath:"#/$defs/webhooks/properties/github/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema49.properties.github,data:data13};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/webhooks/github",schemaPath:"#/$defs/webhooks/properties/github/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.properties.github.type,parentSchema:schema49.properties.github,data:data13};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data12.gitlab !== undefined){
let data14 = data12.gitlab;
if(typeof data14 === "string"){
if(func1(data14) < 1){
const err38 = {instancePath:instancePath+"/webhooks/gitlab",schemaPath:"#/$defs/webhooks/properties/gitlab/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema49.properties.gitlab,data:data14};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/webhooks/gitlab",schemaPath:"#/$defs/webhooks/properties/gitlab/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.properties.gitlab.type,parentSchema:schema49.properties.gitlab,data:data14};
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
const err40 = {instancePath:instancePath+"/webhooks",schemaPath:"#/$defs/webhooks/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema49.type,parentSchema:schema49,data:data12};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.events !== undefined){
let data15 = data.events;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.url === undefined){
const err41 = {instancePath:instancePath+"/events",schemaPath:"#/$defs/eventSink/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema50.required,parentSchema:schema50,data:data15};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key4 in data15){
if(!((key4 === "url") || (key4 === "secret"))){
const err42 = {instancePath:instancePath+"/events",schemaPath:"#/$defs/eventSink/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema50,data:data15};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data15.url !== undefined){
let data16 = data15.url;
if(typeof data16 === "string"){
if(!pattern4.test(data16)){
const err43 = {instancePath:instancePath+"/events/url",schemaPath:"#/$defs/eventSink/properties/url/pattern",keyword:"pattern",params:{pattern: "^(?:https?://|\\$\\{)"},message:"must match pattern \""+"^(?:https?://|\\$\\{)"+"\"",schema:"^(?:https?://|\\$\\{)",parentSchema:schema50.properties.url,data:data16};
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
const err44 = {instancePath:instancePath+"/events/url",schemaPath:"#/$defs/eventSink/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.url.type,parentSchema:schema50.properties.url,data:data16};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data15.secret !== undefined){
let data17 = data15.secret;
if(typeof data17 === "string"){
if(func1(data17) < 1){
const err45 = {instancePath:instancePath+"/events/secret",schemaPath:"#/$defs/eventSink/properties/secret/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema50.properties.secret,data:data17};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/events/secret",schemaPath:"#/$defs/eventSink/properties/secret/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.secret.type,parentSchema:schema50.properties.secret,data:data17};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/events",schemaPath:"#/$defs/eventSink/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema50.type,parentSchema:schema50,data:data15};
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
const err48 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema46.type,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema51 = {"type":"object","additionalProperties":false,"properties":{"kafka":{"$ref":"#/$defs/kafka"},"consul":{"$ref":"#/$defs/consul"},"schemaRegistry":{"$ref":"#/$defs/schemaRegistry"},"engine":{"$ref":"#/$defs/engine"},"admin":{"$ref":"#/$defs/admin"},"limits":{"$ref":"#/$defs/limits"}}};
const pattern7 = new RegExp("^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$", "u");
const pattern11 = new RegExp("^[0-9a-f]{64}$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "kafka") || (key0 === "consul")) || (key0 === "schemaRegistry")) || (key0 === "engine")) || (key0 === "admin")) || (key0 === "limits"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.kafka !== undefined){
if(!(validate21(data.kafka, {instancePath:instancePath+"/kafka",parentData:data,parentDataProperty:"kafka",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.consul !== undefined){
let data1 = data.consul;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.address === undefined){
const err1 = {instancePath:instancePath+"/consul",schemaPath:"#/$defs/consul/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'",schema:schema41.required,parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key1 in data1){
if(!(((key1 === "address") || (key1 === "token")) || (key1 === "keyPrefix"))){
const err2 = {instancePath:instancePath+"/consul",schemaPath:"#/$defs/consul/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data1.address !== undefined){
let data2 = data1.address;
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err3 = {instancePath:instancePath+"/consul/address",schemaPath:"#/$defs/consul/properties/address/pattern",keyword:"pattern",params:{pattern: "^(?:https?://|\\$\\{)"},message:"must match pattern \""+"^(?:https?://|\\$\\{)"+"\"",schema:"^(?:https?://|\\$\\{)",parentSchema:schema41.properties.address,data:data2};
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
const err4 = {instancePath:instancePath+"/consul/address",schemaPath:"#/$defs/consul/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.address.type,parentSchema:schema41.properties.address,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.token !== undefined){
let data3 = data1.token;
if(typeof data3 === "string"){
if(func1(data3) < 1){
const err5 = {instancePath:instancePath+"/consul/token",schemaPath:"#/$defs/consul/properties/token/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41.properties.token,data:data3};
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
const err6 = {instancePath:instancePath+"/consul/token",schemaPath:"#/$defs/consul/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.token.type,parentSchema:schema41.properties.token,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.keyPrefix !== undefined){
let data4 = data1.keyPrefix;
if(typeof data4 === "string"){
if(!pattern7.test(data4)){
const err7 = {instancePath:instancePath+"/consul/keyPrefix",schemaPath:"#/$defs/consul/properties/keyPrefix/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$"},message:"must match pattern \""+"^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$"+"\"",schema:"^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$",parentSchema:schema41.properties.keyPrefix,data:data4};
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
const err8 = {instancePath:instancePath+"/consul/keyPrefix",schemaPath:"#/$defs/consul/properties/keyPrefix/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.keyPrefix.type,parentSchema:schema41.properties.keyPrefix,data:data4};
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
const err9 = {instancePath:instancePath+"/consul",schemaPath:"#/$defs/consul/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.type,parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.schemaRegistry !== undefined){
let data5 = data.schemaRegistry;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.url === undefined){
const err10 = {instancePath:instancePath+"/schemaRegistry",schemaPath:"#/$defs/schemaRegistry/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema42.required,parentSchema:schema42,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key2 in data5){
if(!(key2 === "url")){
const err11 = {instancePath:instancePath+"/schemaRegistry",schemaPath:"#/$defs/schemaRegistry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.url !== undefined){
let data6 = data5.url;
if(typeof data6 === "string"){
if(!pattern4.test(data6)){
const err12 = {instancePath:instancePath+"/schemaRegistry/url",schemaPath:"#/$defs/schemaRegistry/properties/url/pattern",keyword:"pattern",params:{pattern: "^(?:https?://|\\$\\{)"},message:"must match pattern \""+"^(?:https?://|\\$\\{)"+"\"",schema:"^(?:https?://|\\$\\{)",parentSchema:schema42.properties.url,data:data6};
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
const err13 = {instancePath:instancePath+"/schemaRegistry/url",schemaPath:"#/$defs/schemaRegistry/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.url.type,parentSchema:schema42.properties.url,data:data6};
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
const err14 = {instancePath:instancePath+"/schemaRegistry",schemaPath:"#/$defs/schemaRegistry/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.engine !== undefined){
let data7 = data.engine;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key3 in data7){
if(!(((((((key3 === "modules") || (key3 === "lease")) || (key3 === "hangAfter")) || (key3 === "label")) || (key3 === "zone")) || (key3 === "dataDirectory")) || (key3 === "markWriters"))){
const err15 = {instancePath:instancePath+"/engine",schemaPath:"#/$defs/engine/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema43,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data7.modules !== undefined){
let data8 = data7.modules;
if(!((data8 === "allow") || (data8 === "deny"))){
const err16 = {instancePath:instancePath+"/engine/modules",schemaPath:"#/$defs/engine/properties/modules/enum",keyword:"enum",params:{allowedValues: schema43.properties.modules.enum},message:"must be equal to one of the allowed values",schema:schema43.properties.modules.enum,parentSchema:schema43.properties.modules,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data7.lease !== undefined){
let data9 = data7.lease;
if((typeof data9 !== "string") && (!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9))))){
const err17 = {instancePath:instancePath+"/engine/lease",schemaPath:"#/$defs/engine/properties/lease/type",keyword:"type",params:{type: schema43.properties.lease.type},message:"must be string,integer",schema:schema43.properties.lease.type,parentSchema:schema43.properties.lease,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err18 = {instancePath:instancePath+"/engine/lease",schemaPath:"#/$defs/engine/properties/lease/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema43.properties.lease,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(typeof data9 === "string"){
if(!pattern9.test(data9)){
const err19 = {instancePath:instancePath+"/engine/lease",schemaPath:"#/$defs/engine/properties/lease/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema43.properties.lease,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!(formats0(data9))){
const err20 = {instancePath:instancePath+"/engine/lease",schemaPath:"#/$defs/engine/properties/lease/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema43.properties.lease,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data7.hangAfter !== undefined){
let data10 = data7.hangAfter;
if((typeof data10 !== "string") && (!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10))))){
const err21 = {instancePath:instancePath+"/engine/hangAfter",schemaPath:"#/$defs/engine/properties/hangAfter/type",keyword:"type",params:{type: schema43.properties.hangAfter.type},message:"must be string,integer",schema:schema43.properties.hangAfter.type,parentSchema:schema43.properties.hangAfter,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err22 = {instancePath:instancePath+"/engine/hangAfter",schemaPath:"#/$defs/engine/properties/hangAfter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema43.properties.hangAfter,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(typeof data10 === "string"){
if(!pattern9.test(data10)){
const err23 = {instancePath:instancePath+"/engine/hangAfter",schemaPath:"#/$defs/engine/properties/hangAfter/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema43.properties.hangAfter,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!(formats0(data10))){
const err24 = {instancePath:instancePath+"/engine/hangAfter",schemaPath:"#/$defs/engine/properties/hangAfter/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema43.properties.hangAfter,data:data10};
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
if(data7.label !== undefined){
let data11 = data7.label;
if(typeof data11 === "string"){
if(func1(data11) < 1){
const err25 = {instancePath:instancePath+"/engine/label",schemaPath:"#/$defs/engine/properties/label/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema43.properties.label,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/engine/label",schemaPath:"#/$defs/engine/properties/label/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.properties.label.type,parentSchema:schema43.properties.label,data:data11};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data7.zone !== undefined){
let data12 = data7.zone;
if(typeof data12 === "string"){
if(func1(data12) < 1){
const err27 = {instancePath:instancePath+"/engine/zone",schemaPath:"#/$defs/engine/properties/zone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema43.properties.zone,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/engine/zone",schemaPath:"#/$defs/engine/properties/zone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.properties.zone.type,parentSchema:schema43.properties.zone,data:data12};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data7.dataDirectory !== undefined){
let data13 = data7.dataDirectory;
if(typeof data13 === "string"){
if(func1(data13) < 1){
const err29 = {instancePath:instancePath+"/engine/dataDirectory",schemaPath:"#/$defs/engine/properties/dataDirectory/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema43.properties.dataDirectory,data:data13};
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
const err30 = {instancePath:instancePath+"/engine/dataDirectory",schemaPath:"#/$defs/engine/properties/dataDirectory/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.properties.dataDirectory.type,parentSchema:schema43.properties.dataDirectory,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data7.markWriters !== undefined){
let data14 = data7.markWriters;
if(typeof data14 !== "boolean"){
const err31 = {instancePath:instancePath+"/engine/markWriters",schemaPath:"#/$defs/engine/properties/markWriters/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema43.properties.markWriters.type,parentSchema:schema43.properties.markWriters,data:data14};
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
const err32 = {instancePath:instancePath+"/engine",schemaPath:"#/$defs/engine/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema43.type,parentSchema:schema43,data:data7};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.admin !== undefined){
let data15 = data.admin;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key4 in data15){
if(!(key4 === "tokens")){
const err33 = {instancePath:instancePath+"/admin",schemaPath:"#/$defs/admin/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data15.tokens !== undefined){
let data16 = data15.tokens;
if(Array.isArray(data16)){
if(data16.length > 100){
const err34 = {instancePath:instancePath+"/admin/tokens",schemaPath:"#/$defs/admin/properties/tokens/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema44.properties.tokens,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
let data17 = data16[i0];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.name === undefined){
const err35 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema44.properties.tokens.items.required,parentSchema:schema44.properties.tokens.items,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data17.role === undefined){
const err36 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/required",keyword:"required",params:{missingProperty: "role"},message:"must have required property '"+"role"+"'",schema:schema44.properties.tokens.items.required,parentSchema:schema44.properties.tokens.items,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data17.sha256 === undefined){
const err37 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/required",keyword:"required",params:{missingProperty: "sha256"},message:"must have required property '"+"sha256"+"'",schema:schema44.properties.tokens.items.required,parentSchema:schema44.properties.tokens.items,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key5 in data17){
if(!(((key5 === "name") || (key5 === "role")) || (key5 === "sha256"))){
const err38 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema44.properties.tokens.items,data:data17};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data17.name !== undefined){
let data18 = data17.name;
if(typeof data18 === "string"){
if(func1(data18) > 100){
const err39 = {instancePath:instancePath+"/admin/tokens/" + i0+"/name",schemaPath:"#/$defs/admin/properties/tokens/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema44.properties.tokens.items.properties.name,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(func1(data18) < 1){
const err40 = {instancePath:instancePath+"/admin/tokens/" + i0+"/name",schemaPath:"#/$defs/admin/properties/tokens/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.tokens.items.properties.name,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/admin/tokens/" + i0+"/name",schemaPath:"#/$defs/admin/properties/tokens/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.tokens.items.properties.name.type,parentSchema:schema44.properties.tokens.items.properties.name,data:data18};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data17.role !== undefined){
let data19 = data17.role;
if(!(((data19 === "viewer") || (data19 === "operator")) || (data19 === "admin"))){
const err42 = {instancePath:instancePath+"/admin/tokens/" + i0+"/role",schemaPath:"#/$defs/admin/properties/tokens/items/properties/role/enum",keyword:"enum",params:{allowedValues: schema44.properties.tokens.items.properties.role.enum},message:"must be equal to one of the allowed values",schema:schema44.properties.tokens.items.properties.role.enum,parentSchema:schema44.properties.tokens.items.properties.role,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data17.sha256 !== undefined){
let data20 = data17.sha256;
if(typeof data20 === "string"){
if(!pattern11.test(data20)){
const err43 = {instancePath:instancePath+"/admin/tokens/" + i0+"/sha256",schemaPath:"#/$defs/admin/properties/tokens/items/properties/sha256/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\"",schema:"^[0-9a-f]{64}$",parentSchema:schema44.properties.tokens.items.properties.sha256,data:data20};
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
const err44 = {instancePath:instancePath+"/admin/tokens/" + i0+"/sha256",schemaPath:"#/$defs/admin/properties/tokens/items/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.tokens.items.properties.sha256.type,parentSchema:schema44.properties.tokens.items.properties.sha256,data:data20};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.properties.tokens.items.type,parentSchema:schema44.properties.tokens.items,data:data17};
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
const err46 = {instancePath:instancePath+"/admin/tokens",schemaPath:"#/$defs/admin/properties/tokens/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.tokens.type,parentSchema:schema44.properties.tokens,data:data16};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/admin",schemaPath:"#/$defs/admin/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data:data15};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.limits !== undefined){
let data21 = data.limits;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key6 in data21){
if(!(key6 === "partitionsPerBroker")){
const err48 = {instancePath:instancePath+"/limits",schemaPath:"#/$defs/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema45,data:data21};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data21.partitionsPerBroker !== undefined){
let data22 = data21.partitionsPerBroker;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err49 = {instancePath:instancePath+"/limits/partitionsPerBroker",schemaPath:"#/$defs/limits/properties/partitionsPerBroker/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema45.properties.partitionsPerBroker.type,parentSchema:schema45.properties.partitionsPerBroker,data:data22};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 1 || isNaN(data22)){
const err50 = {instancePath:instancePath+"/limits/partitionsPerBroker",schemaPath:"#/$defs/limits/properties/partitionsPerBroker/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema45.properties.partitionsPerBroker,data:data22};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
}
else {
const err51 = {instancePath:instancePath+"/limits",schemaPath:"#/$defs/limits/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema45.type,parentSchema:schema45,data:data21};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema51.type,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
for(const key0 in data){
if(!((((((((key0 === "kafka") || (key0 === "consul")) || (key0 === "schemaRegistry")) || (key0 === "engine")) || (key0 === "admin")) || (key0 === "limits")) || (key0 === "reconcile")) || (key0 === "connections"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.kafka !== undefined){
if(!(validate21(data.kafka, {instancePath:instancePath+"/kafka",parentData:data,parentDataProperty:"kafka",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.consul !== undefined){
let data1 = data.consul;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.address === undefined){
const err1 = {instancePath:instancePath+"/consul",schemaPath:"#/$defs/consul/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'",schema:schema41.required,parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key1 in data1){
if(!(((key1 === "address") || (key1 === "token")) || (key1 === "keyPrefix"))){
const err2 = {instancePath:instancePath+"/consul",schemaPath:"#/$defs/consul/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data1.address !== undefined){
let data2 = data1.address;
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err3 = {instancePath:instancePath+"/consul/address",schemaPath:"#/$defs/consul/properties/address/pattern",keyword:"pattern",params:{pattern: "^(?:https?://|\\$\\{)"},message:"must match pattern \""+"^(?:https?://|\\$\\{)"+"\"",schema:"^(?:https?://|\\$\\{)",parentSchema:schema41.properties.address,data:data2};
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
const err4 = {instancePath:instancePath+"/consul/address",schemaPath:"#/$defs/consul/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.address.type,parentSchema:schema41.properties.address,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.token !== undefined){
let data3 = data1.token;
if(typeof data3 === "string"){
if(func1(data3) < 1){
const err5 = {instancePath:instancePath+"/consul/token",schemaPath:"#/$defs/consul/properties/token/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41.properties.token,data:data3};
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
const err6 = {instancePath:instancePath+"/consul/token",schemaPath:"#/$defs/consul/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.token.type,parentSchema:schema41.properties.token,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.keyPrefix !== undefined){
let data4 = data1.keyPrefix;
if(typeof data4 === "string"){
if(!pattern7.test(data4)){
const err7 = {instancePath:instancePath+"/consul/keyPrefix",schemaPath:"#/$defs/consul/properties/keyPrefix/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$"},message:"must match pattern \""+"^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$"+"\"",schema:"^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$",parentSchema:schema41.properties.keyPrefix,data:data4};
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
const err8 = {instancePath:instancePath+"/consul/keyPrefix",schemaPath:"#/$defs/consul/properties/keyPrefix/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.keyPrefix.type,parentSchema:schema41.properties.keyPrefix,data:data4};
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
const err9 = {instancePath:instancePath+"/consul",schemaPath:"#/$defs/consul/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.type,parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.schemaRegistry !== undefined){
let data5 = data.schemaRegistry;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.url === undefined){
const err10 = {instancePath:instancePath+"/schemaRegistry",schemaPath:"#/$defs/schemaRegistry/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema42.required,parentSchema:schema42,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key2 in data5){
if(!(key2 === "url")){
const err11 = {instancePath:instancePath+"/schemaRegistry",schemaPath:"#/$defs/schemaRegistry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.url !== undefined){
let data6 = data5.url;
if(typeof data6 === "string"){
if(!pattern4.test(data6)){
const err12 = {instancePath:instancePath+"/schemaRegistry/url",schemaPath:"#/$defs/schemaRegistry/properties/url/pattern",keyword:"pattern",params:{pattern: "^(?:https?://|\\$\\{)"},message:"must match pattern \""+"^(?:https?://|\\$\\{)"+"\"",schema:"^(?:https?://|\\$\\{)",parentSchema:schema42.properties.url,data:data6};
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
const err13 = {instancePath:instancePath+"/schemaRegistry/url",schemaPath:"#/$defs/schemaRegistry/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.url.type,parentSchema:schema42.properties.url,data:data6};
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
const err14 = {instancePath:instancePath+"/schemaRegistry",schemaPath:"#/$defs/schemaRegistry/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.engine !== undefined){
let data7 = data.engine;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key3 in data7){
if(!(((((((key3 === "modules") || (key3 === "lease")) || (key3 === "hangAfter")) || (key3 === "label")) || (key3 === "zone")) || (key3 === "dataDirectory")) || (key3 === "markWriters"))){
const err15 = {instancePath:instancePath+"/engine",schemaPath:"#/$defs/engine/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema43,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data7.modules !== undefined){
let data8 = data7.modules;
if(!((data8 === "allow") || (data8 === "deny"))){
const err16 = {instancePath:instancePath+"/engine/modules",schemaPath:"#/$defs/engine/properties/modules/enum",keyword:"enum",params:{allowedValues: schema43.properties.modules.enum},message:"must be equal to one of the allowed values",schema:schema43.properties.modules.enum,parentSchema:schema43.properties.modules,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data7.lease !== undefined){
let data9 = data7.lease;
if((typeof data9 !== "string") && (!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9))))){
const err17 = {instancePath:instancePath+"/engine/lease",schemaPath:"#/$defs/engine/properties/lease/type",keyword:"type",params:{type: schema43.properties.lease.type},message:"must be string,integer",schema:schema43.properties.lease.type,parentSchema:schema43.properties.lease,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err18 = {instancePath:instancePath+"/engine/lease",schemaPath:"#/$defs/engine/properties/lease/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema43.properties.lease,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(typeof data9 === "string"){
if(!pattern9.test(data9)){
const err19 = {instancePath:instancePath+"/engine/lease",schemaPath:"#/$defs/engine/properties/lease/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema43.properties.lease,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!(formats0(data9))){
const err20 = {instancePath:instancePath+"/engine/lease",schemaPath:"#/$defs/engine/properties/lease/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema43.properties.lease,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data7.hangAfter !== undefined){
let data10 = data7.hangAfter;
if((typeof data10 !== "string") && (!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10))))){
const err21 = {instancePath:instancePath+"/engine/hangAfter",schemaPath:"#/$defs/engine/properties/hangAfter/type",keyword:"type",params:{type: schema43.properties.hangAfter.type},message:"must be string,integer",schema:schema43.properties.hangAfter.type,parentSchema:schema43.properties.hangAfter,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err22 = {instancePath:instancePath+"/engine/hangAfter",schemaPath:"#/$defs/engine/properties/hangAfter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema43.properties.hangAfter,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(typeof data10 === "string"){
if(!pattern9.test(data10)){
const err23 = {instancePath:instancePath+"/engine/hangAfter",schemaPath:"#/$defs/engine/properties/hangAfter/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"},message:"must match pattern \""+"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$"+"\"",schema:"^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",parentSchema:schema43.properties.hangAfter,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!(formats0(data10))){
const err24 = {instancePath:instancePath+"/engine/hangAfter",schemaPath:"#/$defs/engine/properties/hangAfter/format",keyword:"format",params:{format: "sluiceway-duration"},message:"must match format \""+"sluiceway-duration"+"\"",schema:"sluiceway-duration",parentSchema:schema43.properties.hangAfter,data:data10};
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
if(data7.label !== undefined){
let data11 = data7.label;
if(typeof data11 === "string"){
if(func1(data11) < 1){
const err25 = {instancePath:instancePath+"/engine/label",schemaPath:"#/$defs/engine/properties/label/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema43.properties.label,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/engine/label",schemaPath:"#/$defs/engine/properties/label/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.properties.label.type,parentSchema:schema43.properties.label,data:data11};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data7.zone !== undefined){
let data12 = data7.zone;
if(typeof data12 === "string"){
if(func1(data12) < 1){
const err27 = {instancePath:instancePath+"/engine/zone",schemaPath:"#/$defs/engine/properties/zone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema43.properties.zone,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/engine/zone",schemaPath:"#/$defs/engine/properties/zone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.properties.zone.type,parentSchema:schema43.properties.zone,data:data12};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data7.dataDirectory !== undefined){
let data13 = data7.dataDirectory;
if(typeof data13 === "string"){
if(func1(data13) < 1){
const err29 = {instancePath:instancePath+"/engine/dataDirectory",schemaPath:"#/$defs/engine/properties/dataDirectory/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema43.properties.dataDirectory,data:data13};
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
const err30 = {instancePath:instancePath+"/engine/dataDirectory",schemaPath:"#/$defs/engine/properties/dataDirectory/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.properties.dataDirectory.type,parentSchema:schema43.properties.dataDirectory,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data7.markWriters !== undefined){
let data14 = data7.markWriters;
if(typeof data14 !== "boolean"){
const err31 = {instancePath:instancePath+"/engine/markWriters",schemaPath:"#/$defs/engine/properties/markWriters/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema43.properties.markWriters.type,parentSchema:schema43.properties.markWriters,data:data14};
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
const err32 = {instancePath:instancePath+"/engine",schemaPath:"#/$defs/engine/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema43.type,parentSchema:schema43,data:data7};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.admin !== undefined){
let data15 = data.admin;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key4 in data15){
if(!(key4 === "tokens")){
const err33 = {instancePath:instancePath+"/admin",schemaPath:"#/$defs/admin/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data15.tokens !== undefined){
let data16 = data15.tokens;
if(Array.isArray(data16)){
if(data16.length > 100){
const err34 = {instancePath:instancePath+"/admin/tokens",schemaPath:"#/$defs/admin/properties/tokens/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema44.properties.tokens,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
let data17 = data16[i0];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.name === undefined){
const err35 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema44.properties.tokens.items.required,parentSchema:schema44.properties.tokens.items,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data17.role === undefined){
const err36 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/required",keyword:"required",params:{missingProperty: "role"},message:"must have required property '"+"role"+"'",schema:schema44.properties.tokens.items.required,parentSchema:schema44.properties.tokens.items,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data17.sha256 === undefined){
const err37 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/required",keyword:"required",params:{missingProperty: "sha256"},message:"must have required property '"+"sha256"+"'",schema:schema44.properties.tokens.items.required,parentSchema:schema44.properties.tokens.items,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key5 in data17){
if(!(((key5 === "name") || (key5 === "role")) || (key5 === "sha256"))){
const err38 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema44.properties.tokens.items,data:data17};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data17.name !== undefined){
let data18 = data17.name;
if(typeof data18 === "string"){
if(func1(data18) > 100){
const err39 = {instancePath:instancePath+"/admin/tokens/" + i0+"/name",schemaPath:"#/$defs/admin/properties/tokens/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema44.properties.tokens.items.properties.name,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(func1(data18) < 1){
const err40 = {instancePath:instancePath+"/admin/tokens/" + i0+"/name",schemaPath:"#/$defs/admin/properties/tokens/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.tokens.items.properties.name,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/admin/tokens/" + i0+"/name",schemaPath:"#/$defs/admin/properties/tokens/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.tokens.items.properties.name.type,parentSchema:schema44.properties.tokens.items.properties.name,data:data18};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data17.role !== undefined){
let data19 = data17.role;
if(!(((data19 === "viewer") || (data19 === "operator")) || (data19 === "admin"))){
const err42 = {instancePath:instancePath+"/admin/tokens/" + i0+"/role",schemaPath:"#/$defs/admin/properties/tokens/items/properties/role/enum",keyword:"enum",params:{allowedValues: schema44.properties.tokens.items.properties.role.enum},message:"must be equal to one of the allowed values",schema:schema44.properties.tokens.items.properties.role.enum,parentSchema:schema44.properties.tokens.items.properties.role,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data17.sha256 !== undefined){
let data20 = data17.sha256;
if(typeof data20 === "string"){
if(!pattern11.test(data20)){
const err43 = {instancePath:instancePath+"/admin/tokens/" + i0+"/sha256",schemaPath:"#/$defs/admin/properties/tokens/items/properties/sha256/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\"",schema:"^[0-9a-f]{64}$",parentSchema:schema44.properties.tokens.items.properties.sha256,data:data20};
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
const err44 = {instancePath:instancePath+"/admin/tokens/" + i0+"/sha256",schemaPath:"#/$defs/admin/properties/tokens/items/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.tokens.items.properties.sha256.type,parentSchema:schema44.properties.tokens.items.properties.sha256,data:data20};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/admin/tokens/" + i0,schemaPath:"#/$defs/admin/properties/tokens/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.properties.tokens.items.type,parentSchema:schema44.properties.tokens.items,data:data17};
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
const err46 = {instancePath:instancePath+"/admin/tokens",schemaPath:"#/$defs/admin/properties/tokens/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.tokens.type,parentSchema:schema44.properties.tokens,data:data16};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/admin",schemaPath:"#/$defs/admin/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data:data15};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.limits !== undefined){
let data21 = data.limits;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key6 in data21){
if(!(key6 === "partitionsPerBroker")){
const err48 = {instancePath:instancePath+"/limits",schemaPath:"#/$defs/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema45,data:data21};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data21.partitionsPerBroker !== undefined){
let data22 = data21.partitionsPerBroker;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err49 = {instancePath:instancePath+"/limits/partitionsPerBroker",schemaPath:"#/$defs/limits/properties/partitionsPerBroker/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema45.properties.partitionsPerBroker.type,parentSchema:schema45.properties.partitionsPerBroker,data:data22};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 1 || isNaN(data22)){
const err50 = {instancePath:instancePath+"/limits/partitionsPerBroker",schemaPath:"#/$defs/limits/properties/partitionsPerBroker/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema45.properties.partitionsPerBroker,data:data22};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
}
else {
const err51 = {instancePath:instancePath+"/limits",schemaPath:"#/$defs/limits/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema45.type,parentSchema:schema45,data:data21};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.reconcile !== undefined){
if(!(validate25(data.reconcile, {instancePath:instancePath+"/reconcile",parentData:data,parentDataProperty:"reconcile",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data.connections !== undefined){
let data24 = data.connections;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
for(const key7 in data24){
if(!(validate27(data24[key7], {instancePath:instancePath+"/connections/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data24,parentDataProperty:key7,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
else {
const err52 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.connections.type,parentSchema:schema31.properties.connections,data:data24};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
