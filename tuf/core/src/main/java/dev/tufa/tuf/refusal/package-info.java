/** Why a document or a file was refused: one sealed family whose members carry their facts. */
@NullMarked
package dev.tufa.tuf.refusal;

import org.jspecify.annotations.NullMarked;
