import { readFileSync } from 'node:fs';
import { CeterisError } from '../../core/index.ts';
import { parseYamlText, type YamlFile } from '../../core/yaml/index.ts';

export function readYamlFile(file: string): YamlFile {
  return parseYamlText(readText(file), file);
}

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    if (code === 'ENOENT') throw new CeterisError('FILE_NOT_FOUND', `there is no file ${file}`, 'check the path', { file });
    if (code === 'EISDIR') throw new CeterisError('NOT_A_FILE', `${file} is a folder, a file is needed`, 'name a file in it', { file });
    throw new CeterisError('FILE_UNREADABLE', `${file} can't be read (${code})`, 'check its permissions', { file });
  }
}
