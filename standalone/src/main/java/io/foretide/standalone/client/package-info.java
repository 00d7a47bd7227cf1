/** What the commands see of a running Foretide: its topics and its REST API. */
package io.foretide.standalone.client;
