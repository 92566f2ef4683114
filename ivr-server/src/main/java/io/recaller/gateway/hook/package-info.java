/** What the doors have in common that others call over HTTP: other people's servers and pages. */
@NullMarked
package io.recaller.gateway.hook;

import org.jspecify.annotations.NullMarked;
