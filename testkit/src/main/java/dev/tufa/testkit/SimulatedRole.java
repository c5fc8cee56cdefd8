package dev.tufa.testkit;

import dev.tufa.tuf.repository.signing.Signer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * What a role of a {@link RepositorySimulator} will say from the next publication on.
 *
 * @param <B> what builds its file
 */
public abstract sealed class SimulatedRole<B extends MetadataBuilder<B>>
        permits SimulatedRoot, SimulatedTargets, SimulatedRole.Online {
    private long version;
    private OptionalLong nextVersion = OptionalLong.empty();
    private Optional<Instant> expires = Optional.empty();
    private Optional<List<Signer>> signers = Optional.empty();
    private UnaryOperator<B> edit = UnaryOperator.identity();
    private boolean changed = true;

    SimulatedRole() {}

    /** The version of the newest file; 0 before the first. */
    public final long version() {
        return version;
    }

    /** The version of the next file, if it is not to be the next number; later ones count on from there. */
    public final void version(long next) {
        nextVersion = OptionalLong.of(next);
        changed();
    }

    /** When files expire; far in the future at first. */
    public final void expires(Instant instant) {
        expires = Optional.of(instant);
        changed();
    }

    /** Who signs, if not those who are asked to. */
    public final void signedBy(Signer... others) {
        signers = Optional.of(List.of(others));
        changed();
    }

    /** Changes what is built in any way, right or wrong, before it is signed; takes the place of an earlier change. */
    public final void edit(UnaryOperator<B> change) {
        edit = change;
        changed();
    }

    /** Has a new version published, whether anything else changes or not. */
    public final void changed() {
        changed = true;
    }

    final boolean isChanged() {
        return changed;
    }

    /** Builds the next file, signed by some unless others were asked for. */
    final byte[] build(B builder, List<Signer> asked) {
        version = nextVersion.orElse(version + 1);
        nextVersion = OptionalLong.empty();
        changed = false;
        builder.version(version).signedBy(signers.orElse(asked).toArray(Signer[]::new));
        expires.ifPresent(builder::expires);
        return edit.apply(builder).build();
    }

    /** The timestamp or snapshot role, all of whose content follows from other roles. */
    public static final class Online<B extends MetadataBuilder<B>> extends SimulatedRole<B> {
        Online() {}
    }
}
