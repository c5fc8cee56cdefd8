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
    private static final int SHOWN = 12;

    private final KeyRing keys;
    private final DocumentSigner signer;

    RoleSigning(KeyRing keys, DocumentSigner signer) {
        this.keys = keys;
        this.signer = signer;
    }

    @Override
    public boolean canSign(RoleAuthority authority) throws IOException {
        int here = 0;
        for (String keyId : authority.role().keyIds()) {
            if (here < authority.role().threshold() && keys.signer(keyId).isPresent()) {
                here++;
            }
        }
        return here >= authority.role().threshold();
    }

    @Override
    public void open(RoleAuthority authority) throws IOException {
        for (String keyId : authority.role().keyIds()) {
            keys.signer(keyId);
        }
    }

    @Override
    public Content sign(Signed signed, List<RoleAuthority> authorities, Collection<String> more)
            throws IOException, RepositoryException {
        Map<String, Signer> signers = new TreeMap<>();
        for (RoleAuthority authority : authorities) {
            List<String> missing = new ArrayList<>();
            for (String keyId : authority.role().keyIds()) {
                if (!add(signers, keyId)) {
                    missing.add(describe(keyId));
                }
            }
            int here = authority.role().keyIds().size() - missing.size();
            if (here < authority.role().threshold()) {
                throw new MissingKeyException("%s: expected signatures by %d keys, got %d; not here: %s"
                        .formatted(authority.name(), authority.role().threshold(), here, String.join(", ", missing)));
            }
        }
        for (String keyId : more) {
            add(signers, keyId);
        }
        Map<String, String> signatures = signer.sign(authorities.get(0).name(), signed, signers);
        return Content.of(Metadata.of(signed, signatures).toBytes());
    }

    private String describe(String keyId) {
        return keys.holder(keyId)
                        .map(name -> "%s's %s".formatted(name, shortened(keyId)))
                        .orElse(keyId)
                + keys.whyNot(keyId).map(why -> " (" + why + ")").orElse("");
    }

    /** As much as tells it from the others, for a line with many. */
    private static String shortened(String keyId) {
        return keyId.length() > SHOWN ? keyId.substring(0, SHOWN) + "…" : keyId;
    }

    private boolean add(Map<String, Signer> signers, String keyId) throws IOException {
        if (signers.containsKey(keyId)) {
            return true;
        }
        Optional<Signer> found = keys.signer(keyId);
        found.ifPresent(one -> signers.put(keyId, one));
        return found.isPresent();
    }
}
