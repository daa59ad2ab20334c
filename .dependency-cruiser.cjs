// The walls: imports point down only, modules of core never import each other, nobody imports core.
const modules =
  'directory|tenants|intake|commitments|knowledge|agents|connect|timeline|metering|audit|privacy|governance';
const down = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    down('contracts-stand-alone', '^packages/contracts/', '^packages/(?!contracts/)'),
    down('runtime-sees-contracts', '^packages/runtime/', '^packages/(?!(runtime|contracts)/)'),
    down('understanding-sees-contracts', '^packages/understanding/', '^packages/(?!(understanding|contracts)/)'),
    down('proof-sees-contracts', '^packages/proof/', '^packages/(?!(proof|contracts)/)'),
    down('core-sees-no-other-house', '^packages/core/', '^packages/(twin|cli|web)/'),
    down('nobody-imports-core', '^packages/(?!core/)', '^packages/core/'),
    down('twin-sees-contracts-and-runtime', '^packages/twin/', '^packages/(?!(twin|contracts|runtime)/)'),
    down('cli-sees-no-core', '^packages/cli/', '^packages/(?!(cli|contracts|runtime|understanding|proof)/)'),
    down('web-sees-contracts-and-proof', '^packages/web/', '^packages/(?!(web|contracts|proof)/)'),
    down('platform-looks-down', '^packages/core/src/platform/', '^packages/core/src/(?!platform/)'),
    down('spine-looks-down', '^packages/core/src/spine/', '^packages/core/src/(?!(spine|platform)/)'),
    {
      name: 'modules-never-import-each-other',
      severity: 'error',
      from: { path: `^packages/core/src/(${modules})/` },
      to: { path: `^packages/core/src/(?!($1|spine|platform)/)` },
    },
    down('api-looks-down', '^packages/core/src/api/', '^packages/core/src/[^/]+\\.ts$'),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules|fixtures)/' },
    tsConfig: { fileName: 'tsconfig.walls.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
