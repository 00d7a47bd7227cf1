/** The whole loop, shown on a sample: push, train, forecast, push again, swap. */
package io.foretide.standalone.demo;
