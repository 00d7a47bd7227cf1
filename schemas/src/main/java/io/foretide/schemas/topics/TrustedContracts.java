package io.foretide.schemas.topics;

import io.foretide.schemas.SeriesBlock;
import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Makes Avro trust the classes of the contracts, before the first of them is used.
 *
 * <p>A schema on the wire names the class to be made of it, so Avro makes trusted classes only, and
 * asks a list that is the process's own. Every generated class begins by making a {@code
 * SpecificData}, which loads all conversions that are on offer; that is why this is offered as one.
 * It converts nothing.
 */
public final class TrustedContracts extends Conversion<TrustedContracts> {
  static {
    String ours = SeriesBlock.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            // Whatever else the application had allowed.
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(ours)));
  }

  @Override
  public Class<TrustedContracts> getConvertedType() {
    return TrustedContracts.class;
  }

  @Override
  public String getLogicalTypeName() {
    return "foretide-trusted-contracts";
  }
}
