@NullMarked
package io.recaller.customer.pin;

import org.jspecify.annotations.NullMarked;
