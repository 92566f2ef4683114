/** What the doors have in common that call other people's servers over HTTP. */
@NullMarked
package io.recaller.gateway.call;

import org.jspecify.annotations.NullMarked;
