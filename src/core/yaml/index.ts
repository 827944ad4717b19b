/** YAML files, with the place of every complaint. A door of its own: only who reads such files loads the parser. */
export { checkedValue, unknownKey } from './checked-value.ts';
export { type Complaint, mostTelling } from './complaint.ts';
export { type KeyRow, SchemaKeys } from './schema-keys.ts';
export { parseYamlText, pathText, type YamlFile } from './yaml-file.ts';
