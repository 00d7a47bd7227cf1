/** The typed catalogue of topics, and how their records get on and off the wire. */
package io.foretide.schemas.topics;
