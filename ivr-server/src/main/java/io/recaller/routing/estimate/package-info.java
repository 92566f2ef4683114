/** How long a contact will wait yet, as far as that can be told. */
@NullMarked
package io.recaller.routing.estimate;

import org.jspecify.annotations.NullMarked;
