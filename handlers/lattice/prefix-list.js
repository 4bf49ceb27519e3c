'use strict';

/**
 * What is used of EC2.
 *
 * @typedef {object} Api
 * @property {(input: object) => Promise<{ PrefixLists?: { PrefixListId?: string }[] }>} describeManagedPrefixLists
 */

/**
 * The id of a list that AWS keeps, by its name.
 *
 * @param {Api} api
 * @param {{ Name: string }} properties
 */
async function prefixListNamed(api, { Name }) {
  // Customers may name their own lists alike.
  const Filters = [{ Name: 'prefix-list-name', Values: [Name] }, { Name: 'owner-id', Values: ['AWS'] }];
  const { PrefixLists: [list] = [] } = await api.describeManagedPrefixLists({ Filters });
  if (list?.PrefixListId === undefined) throw new Error(`There is no prefix list ${Name}: this region has no VPC Lattice, or not over these addresses`);
  return { Id: list.PrefixListId };
}

module.exports = { prefixListNamed };
