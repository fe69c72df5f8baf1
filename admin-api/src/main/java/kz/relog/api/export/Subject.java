package kz.relog.api.export;

/**
 * Whose package it is.
 *
 * @param companyRef the company
 * @param personRef the person in it; the subject of the positions
 * @param exportRef the request
 * @param nowMs when the package is made, Unix epoch ms UTC
 */
public record Subject(long companyRef, long personRef, long exportRef, long nowMs) {}
