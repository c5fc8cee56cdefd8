/** Several repositories behind one map file (TAP 4), and searches that begin with a role of the client's choice (TAP 13). */
@NullMarked
package dev.tufa.tuf.client.multi;

import org.jspecify.annotations.NullMarked;
