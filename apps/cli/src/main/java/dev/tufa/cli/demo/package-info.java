/** {@code tufa demo}: a repository, a client and six attackers, for real, in one folder. */
@NullMarked
package dev.tufa.cli.demo;

import org.jspecify.annotations.NullMarked;
