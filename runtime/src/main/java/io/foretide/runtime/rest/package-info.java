/**
 * What a service answers over HTTP, as a table: the router, the check of roles and the OpenAPI
 * document are all made from the same {@link io.foretide.runtime.rest.Route}s.
 */
package io.foretide.runtime.rest;
