package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out which roles a plan cannot sign with the keys that are here. It signs nothing. */
final class PartsToSign implements Signing {
    private final KeyRing keys;
    private final Set<String> wanted;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, List<RoleAuthority>> authoritiesOf = new HashMap<>();

    /**
     * @param keys the keys that are here
     * @param wanted roles that are to be found whatever keys are here
     */
    PartsToSign(KeyRing keys, Set<String> wanted) {
        this.keys = keys;
        this.wanted = Set.copyOf(wanted);
    }

    @Override
    public boolean canSign(RoleAuthority authority) {
        return authority.role().keyIds().stream().filter(keys::has).count()
                >= authority.role().threshold();
    }

    @Override
    public void open(RoleAuthority authority) {
        // nothing is signed
    }

    @Override
    public synchronized Content sign(Signed signed, List<RoleAuthority> authorities, Collection<String> more) {
        boolean here = true;
        for (RoleAuthority authority : authorities) {
            here &= canSign(authority);
        }
        RoleAuthority first = authorities.get(0);
        if (!here || wanted.contains(first.name())) {
            parts.add(Part.of(first.name(), first.delegator(), signed));
            authoritiesOf.put(first.name(), List.copyOf(authorities));
        }
        return Content.of(JsonText.bytes(Metadata.of(signed, Map.of()).signedJson()));
    }

    /** Whose keys have to sign a part. */
    List<RoleAuthority> authorities(Part part) {
        return authoritiesOf.getOrDefault(part.role(), List.of());
    }

    /** The parts, whoever delegates before those that it delegates to: a plan comes to them the other way round. */
    List<Part> parts() {
        List<Part> topDown = new ArrayList<>();
        for (int i = parts.size() - 1; i >= 0; i--) {
            topDown.add(parts.get(i));
        }
        return topDown;
    }
}
