package io.foretide.runtime.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a component of a record that travels over HTTP, or the record itself. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.TYPE})
public @interface Says {
  /** One line for a person. */
  String value();

  /** Of a parameter: its name over HTTP, where Java would not have it as a component's. */
  String name() default "";

  /** Of a parameter: what it is where a request leaves it out, as somebody would type it. */
  String otherwise() default "";

  /** Of a whole number. */
  long min() default Long.MIN_VALUE;

  long max() default Long.MAX_VALUE;
}
