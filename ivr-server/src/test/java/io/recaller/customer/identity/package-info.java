@NullMarked
package io.recaller.customer.identity;

import org.jspecify.annotations.NullMarked;
