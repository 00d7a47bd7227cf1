// Reads the first record of each topic given and prints it as one line of JSON: {topic, key, value}.
// Then writes one record with a schema of its own, and reads it back.
// Usage: node read.cjs BOOTSTRAP REGISTRY OWN_TOPIC TOPIC...
const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistry, SchemaType } = require('@kafkajs/confluent-schema-registry');

const [bootstrap, registryUrl, ownTopic, ...topics] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'reader', brokers: [bootstrap], logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: registryUrl });
const ownSchema = { type: 'record', name: 'FromNode', fields: [{ name: 'n', type: 'int' }] };

async function write() {
  const { id } = await registry.register(
      { type: SchemaType.AVRO, schema: JSON.stringify(ownSchema) }, { subject: ownTopic + '-value' });
  const producer = kafka.producer();
  await producer.connect();
  const value = await registry.encode(id, { n: 42 });
  await producer.send({ topic: ownTopic, messages: [{ key: 'k', value }] });
  await producer.disconnect();
}

async function read() {
  const awaited = new Set([...topics, ownTopic]);
  const consumer = kafka.consumer({ groupId: 'kafkajs-' + process.pid });
  await consumer.connect();
  await consumer.subscribe({ topics: [...awaited], fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.run({
      eachMessage: async ({ topic, message }) => {
        try {
          const value = await registry.decode(message.value);
          if (awaited.delete(topic)) {
            console.log(JSON.stringify({ topic, key: message.key && message.key.toString(), value }));
          }
          if (awaited.size === 0) resolve();
        } catch (e) {
          reject(e);
        }
      },
    });
  });
  await consumer.disconnect();
}

write().then(read).then(() => process.exit(0), (e) => {
  console.error(e);
  process.exit(1);
});
