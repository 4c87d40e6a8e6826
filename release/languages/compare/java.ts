import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from '../commands';
import { generate, generateOfPeers } from '../generate';
import { type ComparedLanguage, EXAMPLES, fetched } from './language';
import { versionOf } from './versions';

/**
 * From generated sources. Maven brings the packages of others, but for cdk8s-plus-28, which not every repository has. Of
 * the sources what the examples use is compiled: all of them would take a minute.
 */
export const java: ComparedLanguage = {
  name: 'Java',
  programs: ['mvn', 'javac', 'java'],
  prepare: (folder) => {
    const others = classPath(folder);
    generate([{ language: 'java', codeOnly: true }], folder);
    const peers = path.join(folder, 'peers');
    generateOfPeers(['cdk8s-plus-28'], 'java', peers);
    const sources = [path.join(folder, 'java', 'src', 'main'), path.join(peers, 'java', 'src', 'main')];
    const classes = path.join(folder, 'classes');
    const examples = path.join(EXAMPLES, 'java', 'src', 'main', 'java', 'example');
    const files = fs.readdirSync(examples).map((file) => path.join(examples, file));
    const sourcePath = sources.map((each) => path.join(each, 'java')).join(path.delimiter);
    const options = ['-nowarn', '-proc:none', '-implicit:class', '-encoding', 'UTF-8'];
    run('javac', [...options, '-d', classes, '-sourcepath', sourcePath, '-cp', others, ...files]);
    const resources = sources.map((each) => path.join(each, 'resources'));
    const whole = [classes, ...resources, others].join(path.delimiter);
    return (system, outdir) => {
      run('java', ['-cp', whole, 'example.App', system], { cwd: folder, env: { CDK8S_OUTDIR: outdir } });
    };
  },
};

function classPath(folder: string): string {
  const project = path.join(folder, 'others');
  fs.mkdirSync(project, { recursive: true });
  fs.writeFileSync(
    path.join(project, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>others</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.cdk8s</groupId>
      <artifactId>cdk8s</artifactId>
      <version>${versionOf('cdk8s')}</version>
    </dependency>
  </dependencies>
</project>
`,
  );
  const file = path.join(folder, 'class-path');
  const args = ['-q', '-B', 'dependency:build-classpath', `-Dmdep.outputFile=${file}`];
  fetched('Maven Central', 'mvn', args, project);
  return fs.readFileSync(file, 'utf8').trim();
}
