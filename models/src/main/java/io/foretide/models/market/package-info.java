/** What is forecast of a bar series: its price, its return, its volatility or its direction. */
package io.foretide.models.market;
