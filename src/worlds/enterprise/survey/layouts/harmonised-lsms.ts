/**
 * The household file of the harmonised LSMS-ISA data set on agricultural productivity and welfare. It has no credit variable and no prices.
 * Names are those that the data set's own code saves: hh_id_obs and ea_id_obs stay the same over waves (hh_id_merge and ea_id_merge are the
 * ids of one wave's files), and a household of Uganda can have a row for each of two seasons with the same household variables.
 */
import { layoutSchema } from '../layout.ts';

export const HARMONISED_LSMS = layoutSchema.parse({
  kind: 'table',
  data_source: 'openly-licensed',
  file: 'Household_dataset',
  columns: {
    household_id: 'hh_id_obs',
    wave: 'wave',
    country: 'country',
    enterprise_indicator: 'nonfarm_enterprise',
    asset_index: 'hh_asset_index',
    welfare_proxy: 'totcons_USD',
    household_size: 'hh_size',
    urban: 'urban',
    region: 'admin_1',
    weight: 'pw',
    stratum: 'strataid',
    psu: 'ea_id_obs',
  },
  lowest_of: 'season',
});
