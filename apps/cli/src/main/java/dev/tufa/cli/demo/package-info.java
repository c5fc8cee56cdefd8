/** {@code tufa demo}: a repository, a client and six attackers, then a vendor and a computer with apt, for real. */
@NullMarked
package dev.tufa.cli.demo;

import org.jspecify.annotations.NullMarked;
