package io.foretide.models.ensemble;

import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.series.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kind whose members its settings choose.
 *
 * @param <O> its options, among them the members and what is set for them
 */
abstract class EnsembleKind<O extends Record & EnsembleKind.Choice> extends OptionsKind<O> {
  private final Map<String, ModelKind> kinds = new LinkedHashMap<>();

  /** What every ensemble lets one choose. */
  interface Choice {
    /** Ids of the members, by comma. */
    String kinds();

    /** Their settings: {@code kind.name=value;...}. */
    String members();
  }

  /**
   * @param kinds what members can be chosen from
   */
  EnsembleKind(KindCard card, Class<O> options, List<ModelKind> kinds) {
    super(card, options);
    kinds.forEach(kind -> this.kinds.put(kind.card().id(), kind));
  }

  /**
   * The members for data of this step.
   *
   * @throws io.foretide.models.kind.SettingException if there is no such kind, or one refuses a
   *     setting
   */
  final Crew crew(O options, Step step) {
    String ids = options.kinds().isBlank() ? Crew.usual(step) : options.kinds();
    List<ModelKind> members = MemberSettings.members(ids, kinds);
    return new Crew(members, settings(members, options.members()));
  }

  /** The members' settings; an ensemble may set what nobody chose. */
  MemberSettings settings(List<ModelKind> members, String chosen) {
    return new MemberSettings(chosen, members);
  }

  @Override
  public final Set<String> knownAhead(Settings settings) {
    O options = options(settings);
    // Those that are taken unless others are chosen need no plans.
    return options.kinds().isBlank() ? Set.of() : crew(options, Step.DAY).knownAhead();
  }
}
