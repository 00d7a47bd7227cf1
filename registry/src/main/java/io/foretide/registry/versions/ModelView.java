package io.foretide.registry.versions;

import io.foretide.runtime.rest.Says;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelDeployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model at a glance. */
@Says("A model: a forecasting task by name.")
record ModelView(
    @Says("Its name.") String model,
    @Says("What it forecasts.") Optional<ModelDefined> definition,
    @Says(
            "Version by alias: champion is served, challenger runs in shadow, canary answers for a"
                + " share of the series.")
        Map<String, Integer> aliases,
    @Says("Percent of the series, by hash, that the canary answers for.")
        Optional<Double> canaryShare,
    @Says("How many versions it has.") int versions,
    @Says("What a rollback would go back to.") Optional<Integer> previousChampion,
    @Says("The version that is served.") Optional<VersionView> champion,
    @Says("What forecasters serve of it.") List<ModelDeployment> deployments) {}
