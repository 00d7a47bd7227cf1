/** What a person sees in a terminal: lines, tables, bars, plots. */
package io.foretide.standalone.view;
