/** What the registry writes to topics and reads from them again. */
package io.foretide.registry.log;
