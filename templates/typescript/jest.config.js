module.exports = {
  transform: { '^.+\\.ts$': 'ts-jest' },
  snapshotSerializers: ['cdk8s-model-serving/testing/yaml-serializer'],
  snapshotFormat: { escapeString: false, printBasicPrototype: false },
};
