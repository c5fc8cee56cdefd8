/** What apt's programs answer, read: indexes, transactions, addresses. */
@NullMarked
package dev.tufa.apt.install.answers;

import org.jspecify.annotations.NullMarked;
