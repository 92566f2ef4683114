@NullMarked
package io.recaller.gateway.sms;

import org.jspecify.annotations.NullMarked;
