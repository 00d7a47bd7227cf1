package io.foretide.models.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a kind's options record. The CLI's help, the REST schema, the
 * catalogue page and the dashboard's form are all derived from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Setting {
  /** The default, as somebody would type it. */
  String value();

  /** One line for a person. */
  String help();

  double min() default Double.NEGATIVE_INFINITY;

  double max() default Double.POSITIVE_INFINITY;

  /** The accepted words of a text setting; empty means any. */
  String[] choices() default {};
}
