/** What is on the topics, and how far behind their readers are. */
package io.foretide.registry.topics;
