/**
 * A TUF repository in a folder: its roles, its plans and its one publisher (TUF 1.0.34 §3 and §6).
 *
 * <pre>
 * repository/metadata  what clients read: N.ROLE.json, timestamp.json, and root.json, a copy of the newest root for
 *                      whoever wants to begin to trust the repository
 * repository/targets   target files as PATH/SHA256.NAME
 * keys                 private keys, encrypted; keys.json lists all keys, and where their private halves are
 *                      signing.log has a line for every document that was signed; signing.mark says how far that was read, and can
 *                      be thrown away
 * staged               changes that wait for the next publication, and copies of the files that they add
 * events               what several people sign together: EVENT/event.json, its signatures and notes, the files that it adds, and
 *                      how it ended
 * journal              N-TOKEN, the directory of the present epoch: the publication that is being carried out and the time of the
 *                      last one (log), who holds the lease (lease), a second name of keys/signing.log, and whatever is about to get
 *                      its name; continuation.json, which versions clients may have seen that are not here
 *                      removed.log has what garbage collection removed
 * index                index.sqlite, worked out from what is published: see {@code docs/guide/repository-index.md}
 * settings.json        lifetimes and the like
 * lock                 held by whoever makes the first directory of an epoch
 * </pre>
 *
 * <p>Only {@code repository} is to be served; everything else is for the owner alone. All of it has to be on one file system,
 * which keeps what {@code fsync} was told to keep.
 *
 * <p>What is always so:
 *
 * <ul>
 *   <li>Consistent snapshots (§6.2): every file but {@code timestamp.json} and {@code root.json} is written once. A target that
 *       is added has one hash, SHA-256, because every further one would ask for a further copy of the file. A repository that was
 *       adopted without consistent snapshots changes to them before anything else.
 *   <li>The snapshot pins length and hash of a role's file, and of hash bins the version alone: there may be very many.
 *   <li>Versions and roots have no gaps that a client could fall into, and no version is used for two contents.
 *   <li>A role that is no longer delegated to stays listed in the snapshot (§5.5.5), and its name is not used again.
 *   <li>Who changes something holds a lease, and whoever has lost it changes nothing more, however late it wakes up.
 *   <li>A publication is tried out with clients' own rules before anything of it is written.
 * </ul>
 */
@NullMarked
package dev.tufa.tuf.repository;

import org.jspecify.annotations.NullMarked;
