package io.foretide.models.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a component of an options record that is itself a record of settings, shared by kinds. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface SharedSettings {
  /** Other defaults than the shared ones, each {@code name=value}. */
  String[] defaults() default {};
}
