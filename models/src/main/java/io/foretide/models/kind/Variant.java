package io.foretide.models.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an options record: a set of defaults under one name, chosen by the setting {@code variant}.
 * What somebody sets beside it counts more. The record's own defaults are the variant {@code
 * default}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Variant.All.class)
public @interface Variant {
  /** Its name. */
  String value();

  /** Each {@code name=value}. */
  String[] settings();

  /** The variants of one record. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    Variant[] value();
  }
}
