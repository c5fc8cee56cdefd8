package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Signs roles so that every client accepts them, whichever of several roots or delegations it goes by. */
final class RoleSigning implements Signing {
    private final KeyRing keys;

    RoleSigning(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public boolean canSign(RoleAuthority authority) {
        return authority.role().keyIds().stream().filter(keys::has).count()
                >= authority.role().threshold();
    }

    @Override
    public Content sign(Signed signed, List<RoleAuthority> authorities, Collection<String> more)
            throws IOException, MissingKeyException {
        Map<String, String> signatures = new TreeMap<>();
        for (RoleAuthority authority : authorities) {
            List<String> missing = new ArrayList<>();
            for (String keyId : authority.role().keyIds()) {
                if (!add(signatures, keyId, signed)) {
                    missing.add(keyId);
                }
            }
            int made = authority.role().keyIds().size() - missing.size();
            if (made < authority.role().threshold()) {
                throw new MissingKeyException("%s: expected signatures by %d keys, got %d; not here: %s"
                        .formatted(authority.name(), authority.role().threshold(), made, String.join(", ", missing)));
            }
        }
        for (String keyId : more) {
            add(signatures, keyId, signed);
        }
        return Content.of(Metadata.of(signed, signatures).toBytes());
    }

    private boolean add(Map<String, String> signatures, String keyId, Signed signed) throws IOException {
        if (signatures.containsKey(keyId)) {
            return true;
        }
        Optional<Signer> signer = keys.signer(keyId);
        if (signer.isEmpty()) {
            return false;
        }
        signatures.put(keyId, signer.get().sign(signed.toJson()));
        return true;
    }
}
