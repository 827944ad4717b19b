/** YAML files, with the place of every complaint. A door of its own: only who reads such files loads the parser. */
export { checkedValue } from './checked-value.ts';
export { parseYamlText, pathText, type YamlFile } from './yaml-file.ts';
