// How far behind the readers of topics are.

export function behind(topics) {
  return topics.reduce((sum, topic) => sum + topic.readers.reduce((all, reader) => all + reader.behind, 0), 0);
}
