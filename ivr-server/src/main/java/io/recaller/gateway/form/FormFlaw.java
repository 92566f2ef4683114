package io.recaller.gateway.form;

/**
 * What is wrong with one field.
 *
 * @param field as the form calls it
 * @param problem and what to do about it, without the value
 */
record FormFlaw(String field, String problem) {}
