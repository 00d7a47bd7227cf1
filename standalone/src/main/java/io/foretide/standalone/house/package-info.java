/** The services, composed and hosted. */
package io.foretide.standalone.house;
