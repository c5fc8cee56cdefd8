package dev.tufa.tuf.repository;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plan that was found good last, and for which state: publishing it need not try it again. */
final class TriedPlan {
    private @Nullable Trial last;

    /** Whether a plan was found good for what is published. */
    boolean isGood(PublicationPlan plan, Optional<ClientUpdate> live) {
        Trial trial = last;
        return trial != null
                && trial.plan() == plan
                && Optional.of(trial.live()).equals(live);
    }

    void put(PublicationPlan plan, Optional<ClientUpdate> live, ClientUpdate result) {
        last = live.map(state -> new Trial(plan, state, result)).orElse(null);
    }

    /** What clients trust after a plan, if it is the one that was found good; it is forgotten, as its state is about to be. */
    Optional<ClientUpdate> take(PublicationPlan plan) {
        Optional<ClientUpdate> result =
                Optional.ofNullable(last).filter(trial -> trial.plan() == plan).map(Trial::result);
        last = null;
        return result;
    }

    private record Trial(PublicationPlan plan, ClientUpdate live, ClientUpdate result) {}
}
